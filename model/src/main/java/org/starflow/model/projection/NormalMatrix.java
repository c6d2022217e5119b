package org.starflow.model.projection;

import java.util.Arrays;

/** Lower triangle of a sum of outer products of basis rows, in float64, stored as a full K × K array. */
final class NormalMatrix {
    private static final int TILE = 8;

    private NormalMatrix() {}

    /**
     * Adds {@code sign} · Σ b bᵀ over pixels. Pixels are taken eight at a time in the order given, so that the sum is
     * the same on every run.
     *
     * @param gram K × K, lower triangle used
     * @param rows scratch of 8 · K values
     */
    static void add(Basis basis, int[] chosen, int n, double sign, double[] gram, double[][] rows) {
        for (int i = 0; i < n; i += TILE) {
            for (int t = 0; t < TILE; t++) {
                load(basis, i + t < n ? chosen[i + t] : -1, rows[t]);
            }
            addTile(basis.components(), sign, gram, rows);
        }
    }

    private static void load(Basis basis, int pixel, double[] row) {
        int k = basis.components();
        if (pixel < 0) {
            Arrays.fill(row, 0, k, 0.0);
            return;
        }
        float[] all = basis.byPixel();
        int offset = pixel * k;
        for (int j = 0; j < k; j++) {
            row[j] = all[offset + j];
        }
    }

    private static void addTile(int k, double sign, double[] gram, double[][] rows) {
        for (int i = 0; i < k; i++) {
            addRow(gram, i * k, i + 1, sign, i, rows);
        }
    }

    private static void addRow(double[] gram, int offset, int n, double sign, int i, double[][] rows) {
        double[] r0 = rows[0];
        double[] r1 = rows[1];
        double[] r2 = rows[2];
        double[] r3 = rows[3];
        double[] r4 = rows[4];
        double[] r5 = rows[5];
        double[] r6 = rows[6];
        double[] r7 = rows[7];
        double a0 = sign * r0[i];
        double a1 = sign * r1[i];
        double a2 = sign * r2[i];
        double a3 = sign * r3[i];
        double a4 = sign * r4[i];
        double a5 = sign * r5[i];
        double a6 = sign * r6[i];
        double a7 = sign * r7[i];
        for (int j = 0; j < n; j++) {
            gram[offset + j] += a0 * r0[j]
                    + a1 * r1[j]
                    + a2 * r2[j]
                    + a3 * r3[j]
                    + (a4 * r4[j] + a5 * r5[j] + a6 * r6[j] + a7 * r7[j]);
        }
    }

    /** rhs += sign · Σ b r over pixels, eight at a time in the order given. */
    static void addProduct(Basis basis, int[] chosen, int n, double sign, double[] residual, double[] rhs) {
        int k = basis.components();
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
