package org.starflow.producer.reduce;

import java.util.Arrays;

/**
 * Tells whether flux is already divided by its continuum. In ten blocks a window, the 90 % quantile of the flux (means
 * over 0.5 Å) must lie near 1: on average within 4 %, and nowhere further off than 8 %, plus what noise adds.
 */
final class NormalisationCheck {
    private static final int BLOCKS = 10;
    private static final int MEAN_PIXELS = 10;
    private static final double MEAN_TOLERANCE = 0.04;
    private static final double BLOCK_TOLERANCE = 0.08;

    private NormalisationCheck() {}

    static boolean looksNormalised(GridFlux spectrum, ModelGrid grid, double snrPerAngstrom) {
        double noise = 2 / Math.max(1, snrPerAngstrom);
        double sum = 0;
        double worst = 0;
        int blocks = 0;
        for (int w = 0; w < grid.windows().size(); w++) {
            int n = grid.windows().get(w).n();
            for (int b = 0; b < BLOCKS; b++) {
                double level = level(spectrum, grid.offset(w) + b * n / BLOCKS, grid.offset(w) + (b + 1) * n / BLOCKS);
                if (!Double.isNaN(level)) {
                    sum += level - 1;
                    worst = Math.max(worst, Math.abs(level - 1));
                    blocks++;
                }
            }
        }
        return blocks > 0 && Math.abs(sum / blocks) < MEAN_TOLERANCE + noise && worst < BLOCK_TOLERANCE + noise;
    }

    private static double level(GridFlux spectrum, int from, int to) {
        var means = new double[(to - from) / MEAN_PIXELS];
        int n = 0;
        for (int i = from; i + MEAN_PIXELS <= to; i += MEAN_PIXELS) {
            double sum = 0;
            int good = 0;
            for (int j = i; j < i + MEAN_PIXELS; j++) {
                if (spectrum.good()[j]) {
                    sum += spectrum.flux()[j];
                    good++;
                }
            }
            if (good > MEAN_PIXELS / 2) {
                means[n++] = sum / good;
            }
        }
        return n < means.length / 2 ? Double.NaN : Statistics.quantile(Arrays.copyOf(means, n), 0.9);
    }
}
