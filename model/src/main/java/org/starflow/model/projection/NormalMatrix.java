package org.starflow.model.projection;

import java.util.Arrays;

/** Sums of outer products of basis rows, in float64, in the order of the pixels. */
final class NormalMatrix {
    private NormalMatrix() {}

    /**
     * Adds {@code sign} · Σ b bᵀ over the first n chosen pixels to the lower triangle of a K × K matrix.
     *
     * @param rows scratch, [8][K]
     */
    static void add(Basis basis, int[] chosen, int n, double sign, double[][] gram, double[][] rows) {
        for (int i = 0; i < n; i += RankEight.WIDTH) {
            for (int t = 0; t < RankEight.WIDTH; t++) {
                if (i + t < n) {
                    basis.row(chosen[i + t], rows[t]);
                } else {
                    Arrays.fill(rows[t], 0.0);
                }
            }
            for (int k = 0; k < gram.length; k++) {
                RankEight.add(gram[k], 0, k + 1, sign, k, rows);
            }
        }
    }
}
