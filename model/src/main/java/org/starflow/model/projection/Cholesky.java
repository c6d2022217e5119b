package org.starflow.model.projection;

import java.util.Arrays;

/** Solves A x = b for a symmetric positive definite matrix, in float64, in a fixed order of operations. */
final class Cholesky {
    private Cholesky() {}

    /**
     * Replaces the lower triangle of A by its Cholesky factor L, eight columns at a time.
     *
     * @param a n × n, lower triangle used
     * @param columns scratch, [8][n]
     * @return false when A is not positive definite
     */
    static boolean factorise(double[][] a, double[][] columns) {
        int n = a.length;
        for (int first = 0; first < n; first += RankEight.WIDTH) {
            int end = Math.min(n, first + RankEight.WIDTH);
            if (!panel(a, first, end)) {
                return false;
            }
            for (int t = 0; t < RankEight.WIDTH; t++) {
                Arrays.fill(columns[t], 0.0);
                for (int i = end; i < n && first + t < end; i++) {
                    columns[t][i] = a[i][first + t];
                }
            }
            for (int i = end; i < n; i++) {
                RankEight.add(a[i], end, i + 1, -1.0, i, columns);
            }
        }
        return true;
    }

    private static boolean panel(double[][] a, int first, int end) {
        for (int k = first; k < end; k++) {
            double pivot = a[k][k];
            if (!(pivot > 0) || !Double.isFinite(pivot)) {
                return false;
            }
            double root = Math.sqrt(pivot);
            a[k][k] = root;
            double inverse = 1.0 / root;
            for (int i = k + 1; i < a.length; i++) {
                double[] row = a[i];
                row[k] *= inverse;
                for (int j = k + 1; j < end && j <= i; j++) {
                    row[j] -= row[k] * a[j][k];
                }
            }
        }
        return true;
    }

    /** Solves L Lᵀ x = b in place of b. */
    static void solve(double[][] l, double[] b) {
        int n = l.length;
        for (int i = 0; i < n; i++) {
            double sum = b[i];
            for (int j = 0; j < i; j++) {
                sum -= l[i][j] * b[j];
            }
            b[i] = sum / l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] /= l[i][i];
            for (int j = 0; j < i; j++) {
                b[j] -= b[i] * l[i][j];
            }
        }
    }
}
