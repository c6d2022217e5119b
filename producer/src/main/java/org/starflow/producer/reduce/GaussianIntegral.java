package org.starflow.producer.reduce;

/**
 * J(u) = ∫ Φ(t) dt up to u = u Φ(u) + φ(u), the second antiderivative of the unit Gaussian, from a table. Four values of
 * it give the exact share of one pixel in another after a Gaussian convolution.
 */
final class GaussianIntegral {
    private static final double LIMIT = 6;
    private static final int STEPS_PER_UNIT = 2000;
    private static final double[] TABLE = table();

    private GaussianIntegral() {}

    /** J(u) to 4e-8; beyond ± 6, where the Gaussian has ended, 0 or u. */
    static double at(double u) {
        if (u <= -LIMIT) {
            return 0;
        }
        if (u >= LIMIT) {
            return u;
        }
        double x = (u + LIMIT) * STEPS_PER_UNIT;
        int i = (int) x;
        double f = x - i;
        return TABLE[i] + f * (TABLE[i + 1] - TABLE[i]);
    }

    private static double[] table() {
        int n = (int) (2 * LIMIT * STEPS_PER_UNIT) + 2;
        var table = new double[n];
        double h = 1.0 / STEPS_PER_UNIT;
        double phi = 0;
        for (int i = 1; i < n; i++) {
            double left = -LIMIT + (i - 1) * h;
            double density = (density(left) + 4 * density(left + h / 2) + density(left + h)) / 6;
            phi += density * h;
            double u = left + h;
            table[i] = u * phi + density(u);
        }
        return table;
    }

    private static double density(double t) {
        return Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
    }
}
