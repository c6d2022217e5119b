package org.starflow.producer.reduce;

/** Edges of observed pixels. */
final class PixelEdges {
    /** A distance to a neighbour of more than this many times the smaller one is a gap. */
    private static final double GAP_STEPS = 2.5;

    private PixelEdges() {}

    /**
     * Left and right edge of each pixel: half-way to its neighbours; at a gap, half a step from its centre.
     *
     * @param centres strictly increasing
     * @return {@code [2 n]}: left and right edge of pixel i at 2 i and 2 i + 1
     */
    static double[] of(double[] centres) {
        int n = centres.length;
        var edges = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double before = i == 0 ? Double.NaN : centres[i] - centres[i - 1];
            double after = i == n - 1 ? Double.NaN : centres[i + 1] - centres[i];
            double step = Double.isNaN(before) ? after : Double.isNaN(after) ? before : Math.min(before, after);
            edges[2 * i] = centres[i] - (before <= GAP_STEPS * step ? before : step) / 2;
            edges[2 * i + 1] = centres[i] + (after <= GAP_STEPS * step ? after : step) / 2;
        }
        return edges;
    }
}
