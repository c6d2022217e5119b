package org.starflow.producer.reduce;

/** Legendre polynomials on [−1, 1]. */
final class Legendre {
    private Legendre() {}

    /** P_0(x) … P_degree(x) into {@code out}. */
    static void fill(double x, double[] out) {
        out[0] = 1;
        if (out.length > 1) {
            out[1] = x;
        }
        for (int k = 2; k < out.length; k++) {
            out[k] = ((2 * k - 1) * x * out[k - 1] - (k - 1) * out[k - 2]) / k;
        }
    }

    /** Values of all polynomials up to a degree at {@code n} equidistant points from −1 to 1: {@code [n][degree + 1]}. */
    static double[][] onGrid(int n, int degree) {
        var values = new double[n][degree + 1];
        for (int i = 0; i < n; i++) {
            fill(n == 1 ? 0 : 2.0 * i / (n - 1) - 1, values[i]);
        }
        return values;
    }

    /** Σ c_k P_k of one point. */
    static double sum(double[] coefficients, double[] values) {
        double sum = 0;
        for (int k = 0; k < coefficients.length; k++) {
            sum += coefficients[k] * values[k];
        }
        return sum;
    }
}
