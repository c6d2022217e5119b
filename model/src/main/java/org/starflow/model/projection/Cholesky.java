package org.starflow.model.projection;

/** Solves A x = b for a symmetric positive definite matrix, in float64, in a fixed order of operations. */
final class Cholesky {
    private Cholesky() {}

    /**
     * Replaces the lower triangle of A by its Cholesky factor L.
     *
     * @param a n × n, row by row, lower triangle used
     * @param column scratch of n values
     * @return false when A is not positive definite
     */
    static boolean factorise(double[] a, int n, double[] column) {
        for (int k = 0; k < n; k++) {
            double pivot = a[k * n + k];
            if (!(pivot > 0) || !Double.isFinite(pivot)) {
                return false;
            }
            double root = Math.sqrt(pivot);
            a[k * n + k] = root;
            for (int i = k + 1; i < n; i++) {
                column[i] = a[i * n + k] / root;
                a[i * n + k] = column[i];
            }
            for (int i = k + 1; i < n; i++) {
                subtract(a, i * n, k + 1, i + 1, column[i], column);
            }
        }
        return true;
    }

    private static void subtract(double[] a, int offset, int from, int to, double factor, double[] column) {
        for (int j = from; j < to; j++) {
            a[offset + j] -= factor * column[j];
        }
    }

    /** Solves L Lᵀ x = b in place of b. */
    static void solve(double[] l, int n, double[] b) {
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= l[i * n + j] * b[j];
            }
            b[i] = sum / l[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] /= l[i * n + i];
            subtract(b, 0, 0, i, b[i], l, i * n);
        }
    }

    private static void subtract(double[] b, int offset, int from, int to, double factor, double[] l, int row) {
        for (int j = from; j < to; j++) {
            b[offset + j] -= factor * l[row + j];
        }
    }
}
