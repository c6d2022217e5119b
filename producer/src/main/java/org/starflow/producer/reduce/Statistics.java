package org.starflow.producer.reduce;

import java.util.Arrays;

/** Order statistics. Arrays given here are sorted in place. */
final class Statistics {
    private Statistics() {}

    /** Median; NaN of nothing. Sorts the array. */
    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** Quantile by linear interpolation; NaN of nothing. Sorts the array. */
    static double quantile(double[] values, double q) {
        if (values.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(values);
        double at = q * (values.length - 1);
        int i = (int) at;
        double f = at - i;
        return f == 0 ? values[i] : values[i] * (1 - f) + values[i + 1] * f;
    }

    /** Standard deviation of a Gaussian with the same median absolute deviation from zero. */
    static double robustSigma(double[] residuals) {
        var absolute = new double[residuals.length];
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] = Math.abs(residuals[i]);
        }
        return 1.4826 * median(absolute);
    }
}
