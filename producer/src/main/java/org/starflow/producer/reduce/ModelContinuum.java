package org.starflow.producer.reduce;

import org.starflow.model.Manifest;

import java.util.Arrays;
import java.util.List;

/**
 * Continuum from a fit of the model's own spectra: labels and one Legendre series for each window are fitted together by
 * damped Gauss-Newton steps, f ≈ F(labels) · Σ a_k P_k, with bisquare weights against pixels that the model cannot
 * describe. Only the series is kept, as a correction of the continuum; the labels are thrown away.
 */
final class ModelContinuum {
    /** Uncertainty of the synthetic spectra, as a fraction of the continuum. */
    private static final double MODEL_ERROR = 0.01;

    private static final double DERIVATIVE_STEP = 0.03;
    private static final double MAX_STEP = 0.6;
    /** Width of the prior about the starting point in standardised labels: keeps what the spectrum does not show. */
    private static final double PRIOR_SIGMA = 2;

    private static final double DAMPING = 1.01;
    private static final double BISQUARE = 5;
    private static final double CONVERGED = 0.01;

    private final ModelGrid grid;
    private final List<Manifest.LabelSpec> specs;
    private final Synthesis synthesis;

    ModelContinuum(ModelGrid grid, List<Manifest.LabelSpec> specs, Synthesis synthesis) {
        this.grid = grid;
        this.specs = List.copyOf(specs);
        this.synthesis = synthesis;
    }

    /**
     * Result of a fit.
     *
     * @param correction the series at every pixel: divide the flux by it
     * @param labels of the best synthetic star
     * @param scatter robust standard deviation of the residuals, in units of the continuum
     */
    record Fit(double[] correction, double[] labels, double scatter) {}

    /** Fits flux that is normalised to some 10 %, starting from a synthetic star. Degree is that of the series. */
    Fit fit(GridFlux spectrum, double[] start, int degree, int iterations, double snrPerAngstrom) {
        var series = new ContinuumSeries(grid, spectrum, degree);
        int n = specs.size();
        var x = new double[n];
        for (int l = 0; l < n; l++) {
            x[l] = specs.get(l).toStandard(start[l]);
        }
        double[] origin = x.clone();
        double[] weights = weights(spectrum, snrPerAngstrom);
        var robust = weights.clone();
        double scatter = MODEL_ERROR;
        for (int iteration = 0; iteration < iterations; iteration++) {
            float[][] flux = synthesis.flux(stencil(x));
            if (iteration == 0) {
                series.solve(flux[0], robust);
            }
            scatter = reweight(spectrum, flux[0], series, weights, robust);
            double[] step = step(spectrum, flux, series, robust, x, origin);
            if (step == null) {
                break;
            }
            double largest = move(x, step);
            series.add(step, n);
            if (largest < CONVERGED) {
                break;
            }
        }
        return new Fit(series.values(), physical(x), scatter);
    }

    private double[] weights(GridFlux spectrum, double snrPerAngstrom) {
        var weights = new double[grid.pixels()];
        for (int w = 0, i = 0; w < grid.windows().size(); w++) {
            double noise = 1 / (snrPerAngstrom * Math.sqrt(grid.windows().get(w).step()));
            for (int k = 0; k < grid.windows().get(w).n(); k++, i++) {
                weights[i] =
                        spectrum.good()[i] && !grid.masked(i) ? 1 / (noise * noise + MODEL_ERROR * MODEL_ERROR) : 0;
            }
        }
        return weights;
    }

    /** The point and one step along each label, inwards at an upper bound. */
    private double[][] stencil(double[] x) {
        var labels = new double[x.length + 1][];
        labels[0] = physical(x);
        for (int l = 0; l < x.length; l++) {
            var moved = x.clone();
            moved[l] += stencilStep(x, l);
            labels[l + 1] = physical(moved);
        }
        return labels;
    }

    private double stencilStep(double[] x, int l) {
        Manifest.LabelSpec spec = specs.get(l);
        return x[l] + DERIVATIVE_STEP > spec.toStandard(spec.upper()) ? -DERIVATIVE_STEP : DERIVATIVE_STEP;
    }

    private double[] physical(double[] x) {
        var labels = new double[x.length];
        for (int l = 0; l < x.length; l++) {
            labels[l] = specs.get(l).fromStandard(x[l]);
        }
        return labels;
    }

    private double reweight(
            GridFlux spectrum, float[] flux, ContinuumSeries series, double[] weights, double[] robust) {
        var residual = new double[grid.pixels()];
        int n = 0;
        for (int i = 0; i < residual.length; i++) {
            if (weights[i] > 0) {
                residual[n++] = Math.sqrt(weights[i]) * (spectrum.flux()[i] - flux[i] * series.at(i));
            }
        }
        double spread = Statistics.robustSigma(Arrays.copyOf(residual, n));
        double limit = BISQUARE * Math.max(1, spread);
        for (int i = 0; i < residual.length; i++) {
            double r = Math.sqrt(weights[i]) * (spectrum.flux()[i] - flux[i] * series.at(i)) / limit;
            double tukey = Math.abs(r) < 1 ? (1 - r * r) * (1 - r * r) : 0;
            robust[i] = weights[i] * tukey;
        }
        return n == 0 ? 0 : spread / Math.sqrt(max(weights));
    }

    private double[] step(
            GridFlux spectrum, float[][] flux, ContinuumSeries series, double[] robust, double[] x, double[] origin) {
        int n = x.length;
        var equations = new NormalEquations(n + series.size());
        var row = new double[n + series.size()];
        for (int i = 0; i < grid.pixels(); i++) {
            if (robust[i] > 0) {
                double level = series.at(i);
                for (int l = 0; l < n; l++) {
                    row[l] = level * (flux[l + 1][i] - flux[0][i]) / stencilStep(x, l);
                }
                series.row(i, flux[0][i], row, n);
                equations.add(row, spectrum.flux()[i] - flux[0][i] * level, robust[i]);
            }
        }
        equations.damp(DAMPING);
        for (int l = 0; l < n; l++) {
            equations.prior(l, origin[l] - x[l], 1 / (PRIOR_SIGMA * PRIOR_SIGMA));
        }
        return equations.solve();
    }

    /** Moves inside the bounds by at most {@link #MAX_STEP}; returns the largest step. */
    private double move(double[] x, double[] step) {
        double largest = 0;
        for (int l = 0; l < x.length; l++) {
            Manifest.LabelSpec spec = specs.get(l);
            double d = Math.clamp(step[l], -MAX_STEP, MAX_STEP);
            double moved = Math.clamp(x[l] + d, spec.toStandard(spec.lower()), spec.toStandard(spec.upper()));
            largest = Math.max(largest, Math.abs(moved - x[l]));
            x[l] = moved;
        }
        return largest;
    }

    private static double max(double[] values) {
        double max = 0;
        for (double v : values) {
            max = Math.max(max, v);
        }
        return max;
    }
}
