package org.starflow.producer.reduce;

import java.util.Arrays;

/**
 * Depth of lines below a running upper quantile of the flux; what rises above it is clipped, so that cosmic rays do not
 * count in a cross-correlation.
 */
final class LineDepth {
    /** Distance of the points where the continuum is taken, in ln λ (about 20 Å). */
    private static final double BLOCK = 0.004;

    private static final double CONTINUUM_QUANTILE = 0.9;
    private static final double MAX_EMISSION = 0.05;

    private LineDepth() {}

    /** Depths of bins of width {@code step} in ln λ; bins without a continuum become bad. */
    static double[] of(double[] flux, boolean[] good, double step) {
        int block = Math.max(10, (int) Math.round(BLOCK / step));
        double[] level = levels(flux, good, block);
        var depth = new double[flux.length];
        for (int i = 0; i < flux.length; i++) {
            int b = i / block;
            double f = (double) (i - b * block) / block;
            double local = interpolate(level[b], level[b + 1], f);
            good[i] &= local > 0;
            depth[i] = good[i] ? Math.clamp(1 - flux[i] / local, -MAX_EMISSION, 1.0) : 0;
        }
        return depth;
    }

    private static double[] levels(double[] flux, boolean[] good, int block) {
        var level = new double[flux.length / block + 2];
        for (int b = 0; b < level.length; b++) {
            int from = Math.max(0, (b - 1) * block);
            int to = Math.min(flux.length, (b + 1) * block);
            var values = new double[Math.max(0, to - from)];
            int n = 0;
            for (int i = from; i < to; i++) {
                if (good[i]) {
                    values[n++] = flux[i];
                }
            }
            level[b] = n < block / 4 ? Double.NaN : Statistics.quantile(Arrays.copyOf(values, n), CONTINUUM_QUANTILE);
        }
        return level;
    }

    private static double interpolate(double left, double right, double f) {
        if (Double.isNaN(left)) {
            return right;
        }
        return Double.isNaN(right) ? left : left * (1 - f) + right * f;
    }
}
