package org.starflow.producer.reduce;

import java.util.Arrays;

/**
 * First continuum of a spectrum that is not normalised: in each window a Legendre polynomial of degree 5, fitted to the
 * upper envelope of the flux by asymmetric sigma clipping (points below −0.7 σ and above +3 σ are left out, σ from the
 * points above the curve). Needs no model, so it stands before the velocity is known.
 */
final class EnvelopeContinuum {
    static final int DEGREE = 5;
    private static final int ITERATIONS = 15;
    private static final double BELOW = 0.7;
    private static final double ABOVE = 3;
    private static final double MIN_SIGMA = 0.002;
    /** Pixels of a running mean that keeps noise from lifting the envelope. */
    private static final int SMOOTHING = 5;

    private EnvelopeContinuum() {}

    /** The continuum at every pixel; 0 in a window with too few good pixels. */
    static double[] fit(GridFlux spectrum, ModelGrid grid) {
        var continuum = new double[grid.pixels()];
        for (int w = 0; w < grid.windows().size(); w++) {
            int from = grid.offset(w);
            window(spectrum, from, from + grid.windows().get(w).n(), continuum);
        }
        return continuum;
    }

    private static void window(GridFlux spectrum, int from, int to, double[] continuum) {
        int n = to - from;
        double[] smooth = smooth(spectrum, from, to);
        double[][] basis = Legendre.onGrid(n, degree(spectrum.goodCount(from, to), n));
        var used = new boolean[n];
        for (int i = 0; i < n; i++) {
            used[i] = smooth[i] > 0;
        }
        double[] fit = null;
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] coefficients = solve(smooth, used, basis);
            if (coefficients == null) {
                break;
            }
            fit = coefficients;
            clip(smooth, used, basis, fit);
        }
        for (int i = 0; fit != null && i < n; i++) {
            continuum[from + i] = Math.max(0, Legendre.sum(fit, basis[i]));
        }
    }

    private static int degree(int good, int n) {
        return good > 0.5 * n ? DEGREE : good > 0.1 * n ? 2 : 0;
    }

    private static double[] solve(double[] flux, boolean[] used, double[][] basis) {
        var equations = new NormalEquations(basis[0].length);
        for (int i = 0; i < flux.length; i++) {
            if (used[i]) {
                equations.add(basis[i], flux[i], 1);
            }
        }
        return equations.solve();
    }

    private static void clip(double[] flux, boolean[] used, double[][] basis, double[] fit) {
        var above = new double[flux.length];
        var residual = new double[flux.length];
        int n = 0;
        for (int i = 0; i < flux.length; i++) {
            double level = Legendre.sum(fit, basis[i]);
            residual[i] = level > 0 ? flux[i] / level - 1 : Double.NaN;
            if (flux[i] > 0 && residual[i] > 0) {
                above[n++] = residual[i];
            }
        }
        double sigma = Math.max(MIN_SIGMA, 1.4826 * Statistics.median(Arrays.copyOf(above, n)));
        for (int i = 0; i < flux.length; i++) {
            used[i] = flux[i] > 0 && residual[i] > -BELOW * sigma && residual[i] < ABOVE * sigma;
        }
    }

    private static double[] smooth(GridFlux spectrum, int from, int to) {
        var smooth = new double[to - from];
        for (int i = from; i < to; i++) {
            double sum = 0;
            int n = 0;
            for (int j = Math.max(from, i - SMOOTHING / 2); j <= Math.min(to - 1, i + SMOOTHING / 2); j++) {
                if (spectrum.good()[j]) {
                    sum += spectrum.flux()[j];
                    n++;
                }
            }
            smooth[i - from] = spectrum.good()[i] ? sum / n : 0;
        }
        return smooth;
    }
}
