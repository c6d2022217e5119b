package org.starflow.producer.reduce;

import org.starflow.producer.read.Pixels;

import java.util.Arrays;

/**
 * Gives pixels without errors the noise that the S/N stands for: σ = level / (S/N of a pixel), the same at the bottom of
 * a line as beside it, where the level is the 90 % quantile of the flux about it (50 pixels).
 */
final class AssumedNoise {
    private static final int BLOCK = 25;
    private static final double LEVEL_QUANTILE = 0.9;

    private AssumedNoise() {}

    static Pixels fill(Pixels pixels, double snrPerPixel) {
        if (pixels.variance() != null) {
            return pixels;
        }
        var variance = new double[pixels.size()];
        double level = 0;
        for (int i = 0; i < variance.length; i++) {
            if (i % BLOCK == 0) {
                double found = level(pixels, i - BLOCK / 2, i + BLOCK + BLOCK / 2);
                level = found > 0 ? found : level;
            }
            double sigma = level / snrPerPixel;
            variance[i] = Math.max(Double.MIN_NORMAL, sigma * sigma);
        }
        return new Pixels(pixels.wavelength(), pixels.flux(), variance, pixels.good());
    }

    private static double level(Pixels pixels, int from, int to) {
        var values = new double[2 * BLOCK];
        int n = 0;
        for (int i = Math.max(0, from); i < Math.min(pixels.size(), to) && n < values.length; i++) {
            if (pixels.good()[i]) {
                values[n++] = pixels.flux()[i];
            }
        }
        return n == 0 ? 0 : Statistics.quantile(Arrays.copyOf(values, n), LEVEL_QUANTILE);
    }
}
