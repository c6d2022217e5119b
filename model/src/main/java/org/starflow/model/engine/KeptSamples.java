package org.starflow.model.engine;

import org.starflow.model.Manifest;

import java.util.List;

/**
 * Samples of one spectrum inside the training bounds, in the units of the labels, and the densest of them.
 *
 * @param values [labels][n], the kept draws in their order
 * @param n number of kept draws
 * @param draws number of draws
 * @param map labels of the densest kept vector among draws and candidates; null when no draw was kept
 * @param logDensity its ln density; NaN when no draw was kept
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptSamples(double[][] values, int n, int draws, double[] map, double logDensity) {
    /** Transforms back to the labels' own units and leaves out whatever lies outside a bound (paper, Sect. 3.5). */
    static KeptSamples of(RawSamples raw, List<Manifest.LabelSpec> labels, int draws) {
        int width = labels.size();
        int rows = raw.logDensity().length;
        double[][] values = new double[width][draws];
        double[] row = new double[width];
        double[] map = new double[width];
        double best = Double.NEGATIVE_INFINITY;
        int n = 0;
        for (int r = 0; r < rows; r++) {
            if (!inside(raw.x(), r * width, labels, row)) {
                continue;
            }
            if (r < draws) {
                for (int d = 0; d < width; d++) {
                    values[d][n] = row[d];
                }
                n++;
            }
            if (raw.logDensity()[r] > best) {
                best = raw.logDensity()[r];
                System.arraycopy(row, 0, map, 0, width);
            }
        }
        return n == 0
                ? new KeptSamples(values, 0, draws, null, Double.NaN)
                : new KeptSamples(values, n, draws, map, best);
    }

    private static boolean inside(float[] x, int offset, List<Manifest.LabelSpec> labels, double[] row) {
        for (int d = 0; d < row.length; d++) {
            Manifest.LabelSpec label = labels.get(d);
            row[d] = label.fromStandard(x[offset + d]);
            if (!label.contains(row[d])) {
                return false;
            }
        }
        return true;
    }

    double fReject() {
        return (double) (draws - n) / draws;
    }

    /** [n][labels] in float32. */
    float[][] rows() {
        float[][] rows = new float[n][values.length];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < values.length; d++) {
                rows[i][d] = (float) values[d][i];
            }
        }
        return rows;
    }
}
