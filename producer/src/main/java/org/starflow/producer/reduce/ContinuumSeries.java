package org.starflow.producer.reduce;

import java.util.Arrays;

/**
 * One Legendre series for each window that has enough good pixels, with its coefficients. Unknowns of all windows stand
 * one after the other.
 */
final class ContinuumSeries {
    /** Share of good pixels below which a window gets a lower degree; a third of it, and it gets a constant. */
    private static final double FULL_DEGREE_SHARE = 0.6;

    private final ModelGrid grid;
    private final GridFlux spectrum;
    private final double[][][] basis;
    private final double[][] coefficients;
    private final int[] windowOf;
    private final int[] first;
    private final int size;

    ContinuumSeries(ModelGrid grid, GridFlux spectrum, int degree) {
        this.grid = grid;
        this.spectrum = spectrum;
        int windows = grid.windows().size();
        basis = new double[windows][][];
        coefficients = new double[windows][];
        first = new int[windows];
        windowOf = new int[grid.pixels()];
        int unknowns = 0;
        for (int w = 0; w < windows; w++) {
            int n = grid.windows().get(w).n();
            int from = grid.offset(w);
            double share = (double) spectrum.goodCount(from, from + n) / n;
            int actual = share > FULL_DEGREE_SHARE ? degree : share > FULL_DEGREE_SHARE / 3 ? Math.min(1, degree) : 0;
            basis[w] = Legendre.onGrid(n, actual);
            coefficients[w] = new double[actual + 1];
            coefficients[w][0] = 1;
            Arrays.fill(windowOf, from, from + n, w);
            first[w] = unknowns;
            unknowns += actual + 1;
        }
        size = unknowns;
    }

    /** Number of coefficients. */
    int size() {
        return size;
    }

    /** Value of the series at a pixel. */
    double at(int pixel) {
        int w = windowOf[pixel];
        return Legendre.sum(coefficients[w], basis[w][pixel - grid.offset(w)]);
    }

    /** Derivatives of flux · series at a pixel by the coefficients, into {@code row} from {@code offset} on. */
    void row(int pixel, double flux, double[] row, int offset) {
        Arrays.fill(row, offset, offset + size, 0);
        int w = windowOf[pixel];
        double[] values = basis[w][pixel - grid.offset(w)];
        for (int k = 0; k < values.length; k++) {
            row[offset + first[w] + k] = flux * values[k];
        }
    }

    /** Adds steps to the coefficients. */
    void add(double[] step, int offset) {
        for (int w = 0; w < coefficients.length; w++) {
            for (int k = 0; k < coefficients[w].length; k++) {
                coefficients[w][k] += step[offset + first[w] + k];
            }
        }
    }

    /** Coefficients that fit the spectrum for a given synthetic flux; unchanged where they are not determined. */
    void solve(float[] flux, double[] weights) {
        var equations = new NormalEquations(size);
        var row = new double[size];
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                row(i, flux[i], row, 0);
                equations.add(row, spectrum.flux()[i] - flux[i] * at(i), weights[i]);
            }
        }
        for (int i = 0; i < size; i++) {
            equations.prior(i, 0, 1);
        }
        double[] step = equations.solve();
        if (step != null) {
            add(step, 0);
        }
    }

    /** The series at every pixel. */
    double[] values() {
        var values = new double[grid.pixels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(i);
        }
        return values;
    }
}
