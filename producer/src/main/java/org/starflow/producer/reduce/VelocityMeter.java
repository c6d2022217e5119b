package org.starflow.producer.reduce;

import org.starflow.producer.read.Pixels;

/**
 * Radial velocity by cross-correlation in ln λ (Tonry and Davis 1979) with synthetic stars: first all templates at
 * 8 km/s over ± 600 km/s, then the best one at 2 km/s about the peak, whose top is a parabola. Only good pixels count on
 * both sides; the correlation is normalised at every lag. The error is that of Zucker (2003, MNRAS 342, 1291, Eq. 17).
 */
final class VelocityMeter {
    private static final double RANGE = 600;
    private static final double COARSE = 8;
    private static final double FINE = 2;
    private static final double FINE_RANGE = 40;
    /** Steps from the top of the peak to the points of the parabola on either side. */
    private static final int HALF = 2;

    /** Other peaks are looked for outside this distance, km/s. */
    private static final double PEAK_WIDTH = 60;

    private static final double MIN_PEAK = 0.08;
    /** The highest of the 151 lags of pure noise is seldom this much above the next peak. */
    private static final double MIN_RATIO = 1.3;

    private static final double MAX_ERROR = 5;

    private final ModelGrid grid;
    private final Templates templates;

    VelocityMeter(ModelGrid grid, Templates templates) {
        this.grid = grid;
        this.templates = templates;
    }

    /**
     * A measured velocity.
     *
     * @param velocity km/s, positive for a receding star
     * @param error formal, km/s
     * @param peak correlation coefficient at the peak in steps of 8 km/s, at most 1
     * @param second highest one more than 60 km/s away
     * @param template index of the best template
     */
    record Measured(double velocity, double error, double peak, double second, int template) {
        /** Whether the peak is high and stands alone. */
        boolean reliable() {
            return peak > MIN_PEAK && peak > MIN_RATIO * second && error < MAX_ERROR;
        }
    }

    /** Measures pixels in the medium of the grid; their flux need not be normalised. */
    Measured measure(Pixels pixels) {
        LogFlux coarse = LogFlux.observed(pixels, grid, COARSE, RANGE);
        int lags = (int) Math.ceil(RANGE / COARSE);
        var best = new double[2 * lags + 1];
        int template = 0;
        int peak = lags;
        for (int t = 0; t < templates.size(); t++) {
            double[] correlation =
                    LogFlux.template(templates.flux(t), grid, COARSE).correlate(coarse, -lags, lags);
            for (int lag = 0; lag < correlation.length; lag++) {
                if (correlation[lag] > best[peak]) {
                    peak = lag;
                    template = t;
                }
                best[lag] = Math.max(best[lag], correlation[lag]);
            }
        }
        double second = 0;
        for (int lag = 0; lag < best.length; lag++) {
            if (Math.abs(lag - peak) * COARSE > PEAK_WIDTH) {
                second = Math.max(second, best[lag]);
            }
        }
        return refine(pixels, template, (peak - lags) * COARSE, best[peak], second);
    }

    private Measured refine(Pixels pixels, int template, double about, double height, double second) {
        LogFlux observed = LogFlux.observed(pixels, grid, FINE, RANGE + FINE_RANGE);
        LogFlux synthetic = LogFlux.template(templates.flux(template), grid, FINE);
        int from = (int) Math.round((about - FINE_RANGE) / FINE);
        int to = (int) Math.round((about + FINE_RANGE) / FINE);
        double[] c = synthetic.correlate(observed, from, to);
        int top = HALF;
        for (int i = HALF; i < c.length - HALF; i++) {
            top = c[i] > c[top] ? i : top;
        }
        double curvature = (c[top - HALF] - 2 * c[top] + c[top + HALF]) / (HALF * HALF);
        double shift = curvature < 0 ? 0.5 * (c[top - HALF] - c[top + HALF]) / (HALF * curvature) : 0;
        double velocity = Doppler.velocity((from + top + shift) * FINE / Doppler.C);
        double peak = c[top];
        double variance =
                -(1 - peak * peak) / (synthetic.overlap(observed, from + top) * (curvature / peak) * peak * peak);
        double error = curvature < 0 && peak > 0 ? FINE * Math.sqrt(Math.max(0, variance)) : Double.POSITIVE_INFINITY;
        return new Measured(velocity, error, height, second, template);
    }
}
