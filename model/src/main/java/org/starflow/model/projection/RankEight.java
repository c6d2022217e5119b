package org.starflow.model.projection;

/**
 * The inner loop of normal matrix and Cholesky factor: a row of a symmetric matrix plus eight outer products. All arrays
 * are indexed by j alone, because HotSpot vectorises this loop and not one with an offset.
 */
final class RankEight {
    static final int WIDTH = 8;

    private RankEight() {}

    /** row[j] += sign · Σ_t vectors[t][i] · vectors[t][j] for from ≤ j &lt; to. */
    static void add(double[] row, int from, int to, double sign, int i, double[][] vectors) {
        double[] v0 = vectors[0];
        double[] v1 = vectors[1];
        double[] v2 = vectors[2];
        double[] v3 = vectors[3];
        double[] v4 = vectors[4];
        double[] v5 = vectors[5];
        double[] v6 = vectors[6];
        double[] v7 = vectors[7];
        double a0 = sign * v0[i];
        double a1 = sign * v1[i];
        double a2 = sign * v2[i];
        double a3 = sign * v3[i];
        double a4 = sign * v4[i];
        double a5 = sign * v5[i];
        double a6 = sign * v6[i];
        double a7 = sign * v7[i];
        for (int j = from; j < to; j++) {
            row[j] += a0 * v0[j]
                    + a1 * v1[j]
                    + a2 * v2[j]
                    + a3 * v3[j]
                    + (a4 * v4[j] + a5 * v5[j] + a6 * v6[j] + a7 * v7[j]);
        }
    }
}
