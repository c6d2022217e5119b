package org.starflow.producer.reduce;

import org.starflow.producer.read.Pixels;

import java.util.Arrays;

/**
 * Marks spikes before the convolution spreads them: pixels that rise above the 90 % quantile of their surroundings (41
 * pixels) by more than 20 % and six standard deviations of the noise, with one neighbour on each side.
 */
final class CosmicRays {
    private static final int HALF = 20;
    private static final double MIN_RISE = 0.2;
    private static final double SIGMAS = 6;

    private CosmicRays() {}

    /** The pixels without spikes. S/N is per native pixel. */
    static Pixels reject(Pixels pixels, double snrPerPixel) {
        double rise = Math.max(MIN_RISE, SIGMAS / Math.max(snrPerPixel, 1e-3));
        boolean[] good = pixels.good().clone();
        double[] flux = pixels.flux();
        double block = 0;
        for (int i = 0; i < flux.length; i++) {
            if (i % (HALF / 2) == 0) {
                block = level(pixels, i + HALF / 4);
            }
            if (pixels.good()[i] && block > 0 && flux[i] > (1 + rise) * block) {
                Arrays.fill(good, Math.max(0, i - 1), Math.min(flux.length, i + 2), false);
            }
        }
        return new Pixels(pixels.wavelength(), flux, pixels.variance(), good);
    }

    private static double level(Pixels pixels, int centre) {
        int from = Math.max(0, centre - HALF);
        int to = Math.min(pixels.size(), centre + HALF + 1);
        var values = new double[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            if (pixels.good()[i]) {
                values[n++] = pixels.flux()[i];
            }
        }
        return n < HALF ? 0 : Statistics.quantile(Arrays.copyOf(values, n), 0.9);
    }
}
