package org.starflow.producer.reduce;

import java.util.Arrays;

/**
 * Divides flux on the model grid by its continuum: the upper envelope where the file is not normalised, then a series
 * fitted with the model's spectra ({@link ModelContinuum}), of low degree where the file is normalised.
 */
final class Normalisation {
    /** Degree of the series after the envelope. */
    static final int DEGREE = 8;
    /** Degree of the series for a file that is normalised already. */
    static final int MILD_DEGREE = 2;

    private static final int ITERATIONS = 8;
    /** A correction of a normalised file beyond this is not believed. */
    private static final double MILD_LIMIT = 0.10;

    private final ModelGrid grid;
    private final ModelContinuum model;
    private final Templates templates;

    Normalisation(ModelGrid grid, ModelContinuum model, Templates templates) {
        this.grid = grid;
        this.model = model;
        this.templates = templates;
    }

    GridFlux apply(GridFlux flux, Boolean stated, int template, double snrPerAngstrom, ReductionLog log) {
        boolean looks = NormalisationCheck.looksNormalised(flux, grid, snrPerAngstrom);
        boolean normalised = stated == null ? looks : stated && looks;
        String basis = stated == null ? "by its level" : stated ? "as the file says" : "as the file says";
        if (Boolean.TRUE.equals(stated) && !looks) {
            basis = "although the file says otherwise: its level is not 1";
        }
        GridFlux start = flux;
        if (!normalised) {
            start = flux.dividedBy(EnvelopeContinuum.fit(flux, grid));
            log.say(
                    "continuum",
                    "not normalised (%s): divided by the upper envelope, Legendre degree %d a window",
                    basis,
                    EnvelopeContinuum.DEGREE);
        } else {
            log.say("continuum", "normalised (%s)", basis);
        }
        return refine(start, normalised, template, snrPerAngstrom, log);
    }

    private GridFlux refine(GridFlux start, boolean normalised, int template, double snr, ReductionLog log) {
        int degree = normalised ? MILD_DEGREE : DEGREE;
        int from = template >= 0 ? template : nearest(start);
        var fit = model.fit(start, templates.labels(from), degree, ITERATIONS, Math.max(snr, 5));
        double[] range = range(fit.correction(), start.good());
        boolean sane = range[0] > 0.3 && range[1] < 3;
        if (normalised) {
            sane = Math.abs(range[0] - 1) < MILD_LIMIT && Math.abs(range[1] - 1) < MILD_LIMIT;
        }
        if (!sane) {
            log.say("continuum", "no refinement: the fit of a synthetic star went astray");
            return start;
        }
        log.say(
                "continuum",
                "refined with a synthetic star, Legendre degree %d a window, factors %.3f to %.3f, residual %.3f",
                degree,
                range[0],
                range[1],
                fit.scatter());
        return start.dividedBy(fit.correction());
    }

    /** Template with the smallest median absolute deviation. */
    private int nearest(GridFlux flux) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < templates.size(); t++) {
            var deviation = new double[grid.pixels()];
            int n = 0;
            for (int i = 0; i < deviation.length; i++) {
                if (flux.good()[i] && !grid.masked(i)) {
                    double d = flux.flux()[i] - templates.flux(t)[i];
                    deviation[n++] = Math.min(0.2, Math.abs(d));
                }
            }
            double mean = Arrays.stream(deviation, 0, n).average().orElse(1);
            if (mean < least) {
                least = mean;
                best = t;
            }
        }
        return best;
    }

    private static double[] range(double[] correction, boolean[] good) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < correction.length; i++) {
            if (good[i]) {
                min = Math.min(min, correction[i]);
                max = Math.max(max, correction[i]);
            }
        }
        return new double[] {min, max};
    }
}
