package org.starflow.producer.reduce;

/** Weighted linear least squares of a few unknowns by Cholesky decomposition. */
final class NormalEquations {
    private final int n;
    private final double[][] matrix;
    private final double[] right;

    NormalEquations(int unknowns) {
        n = unknowns;
        matrix = new double[n][n];
        right = new double[n];
    }

    /** Adds the equation row · x = value with a weight. */
    void add(double[] row, double value, double weight) {
        for (int i = 0; i < n; i++) {
            double wi = weight * row[i];
            right[i] += wi * value;
            double[] line = matrix[i];
            for (int j = 0; j <= i; j++) {
                line[j] += wi * row[j];
            }
        }
    }

    /** Adds a prior x_i = value with a weight. */
    void prior(int i, double value, double weight) {
        matrix[i][i] += weight;
        right[i] += weight * value;
    }

    /** Multiplies the diagonal (Levenberg and Marquardt's damping). */
    void damp(double factor) {
        for (int i = 0; i < n; i++) {
            matrix[i][i] *= factor;
        }
    }

    /** The solution, or null when the matrix is not positive definite. */
    double[] solve() {
        var l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                if (i != j) {
                    l[i][j] = sum / l[j][j];
                } else if (sum > 1e-12 * Math.abs(matrix[i][i]) && sum > 0) {
                    l[i][i] = Math.sqrt(sum);
                } else {
                    return null;
                }
            }
        }
        var x = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= l[i][k] * x[k];
            }
            x[i] = sum / l[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[i];
            for (int k = i + 1; k < n; k++) {
                sum -= l[k][i] * x[k];
            }
            x[i] = sum / l[i][i];
        }
        return x;
    }
}
