package org.starflow.model.projection;

import java.util.Arrays;

/** Sums of basis rows over pixels, in float64, in the order of the pixels. */
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
                load(basis, i + t < n ? chosen[i + t] : -1, rows[t]);
            }
            for (int k = 0; k < gram.length; k++) {
                RankEight.add(gram[k], 0, k + 1, sign, k, rows);
            }
        }
    }

    private static void load(Basis basis, int pixel, double[] row) {
        if (pixel < 0) {
            Arrays.fill(row, 0.0);
            return;
        }
        float[] all = basis.byPixel();
        int offset = pixel * row.length;
        for (int j = 0; j < row.length; j++) {
            row[j] = all[offset + j];
        }
    }

    /** rhs += sign · Σ b r over the first n chosen pixels. */
    static void addProduct(Basis basis, int[] chosen, int n, double sign, double[] residual, double[] rhs) {
        int k = rhs.length;
        float[] b = basis.byPixel();
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            int p0 = chosen[i] * k;
            int p1 = chosen[i + 1] * k;
            int p2 = chosen[i + 2] * k;
            int p3 = chosen[i + 3] * k;
            double f0 = sign * residual[i];
            double f1 = sign * residual[i + 1];
            double f2 = sign * residual[i + 2];
            double f3 = sign * residual[i + 3];
            for (int j = 0; j < k; j++) {
                rhs[j] += f0 * b[p0 + j] + f1 * b[p1 + j] + f2 * b[p2 + j] + f3 * b[p3 + j];
            }
        }
        for (; i < n; i++) {
            int p = chosen[i] * k;
            double f = sign * residual[i];
            for (int j = 0; j < k; j++) {
                rhs[j] += f * b[p + j];
            }
        }
    }
}
