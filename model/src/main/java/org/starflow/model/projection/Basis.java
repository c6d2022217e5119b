package org.starflow.model.projection;

import java.util.Arrays;

/**
 * Mean spectrum and basis on the model grid. The basis is kept in tiles of 64 pixels, in each of them component by
 * component: both of its products then run over 64 neighbouring values, which HotSpot vectorises. Sums are in float64 and
 * in a fixed order. Immutable.
 */
public final class Basis {
    private static final int TILE = 64;
    private static final int AT_ONCE = 4;

    private final int components;
    private final int pixels;
    private final float[] mean;
    private final float[] tiled;

    private Basis(int components, int pixels, float[] mean, float[] tiled) {
        this.components = components;
        this.pixels = pixels;
        this.mean = mean;
        this.tiled = tiled;
    }

    /** From an array of shape [1 + components, pixels], row by row, whose first row is the mean. */
    public static Basis ofRows(float[] rows, int components, int pixels) {
        int tiles = roundUp((pixels + TILE - 1) / TILE);
        float[] tiled = new float[Math.multiplyExact(tiles * TILE, components)];
        for (int p = 0; p < pixels; p += TILE) {
            int n = Math.min(TILE, pixels - p);
            for (int k = 0; k < components; k++) {
                System.arraycopy(rows, (1 + k) * pixels + p, tiled, p * components + k * TILE, n);
            }
        }
        return new Basis(components, pixels, Arrays.copyOf(rows, pixels), tiled);
    }

    private static int roundUp(int n) {
        return (n + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
    }

    /** K. */
    public int components() {
        return components;
    }

    /** P. */
    public int pixels() {
        return pixels;
    }

    /** Mean flux of pixel p. */
    public float mean(int p) {
        return mean[p];
    }

    /** Component k in pixel p. */
    public float at(int p, int k) {
        int inTile = p % TILE;
        return tiled[(p - inTile) * components + k * TILE + inTile];
    }

    /** All components of pixel p. */
    void row(int p, double[] row) {
        int inTile = p % TILE;
        int offset = (p - inTile) * components + inTile;
        for (int k = 0; k < components; k++) {
            row[k] = tiled[offset + k * TILE];
        }
    }

    /**
     * Flux mean + Bᵀc in every pixel.
     *
     * @param coefficients K values
     * @param flux receives P values
     */
    public void reconstruct(double[] coefficients, double[] flux) {
        double[] sums = new double[TILE];
        for (int p = 0; p < pixels; p += TILE) {
            Arrays.fill(sums, 0.0);
            int offset = p * components;
            int k = 0;
            for (; k + AT_ONCE <= components; k += AT_ONCE) {
                addFour(sums, offset + k * TILE, coefficients, k);
            }
            for (; k < components; k++) {
                addOne(sums, offset + k * TILE, coefficients[k]);
            }
            int n = Math.min(TILE, pixels - p);
            for (int i = 0; i < n; i++) {
                flux[p + i] = mean[p + i] + sums[i];
            }
        }
    }

    private void addOne(double[] sums, int offset, double c) {
        for (int i = 0; i < TILE; i++) {
            sums[i] += c * tiled[offset + i];
        }
    }

    private void addFour(double[] sums, int o0, double[] c, int k) {
        double c0 = c[k];
        double c1 = c[k + 1];
        double c2 = c[k + 2];
        double c3 = c[k + 3];
        int o1 = o0 + TILE;
        int o2 = o1 + TILE;
        int o3 = o2 + TILE;
        for (int i = 0; i < TILE; i++) {
            sums[i] += c0 * tiled[o0 + i] + c1 * tiled[o1 + i] + c2 * tiled[o2 + i] + c3 * tiled[o3 + i];
        }
    }

    /**
     * Product B r over all pixels.
     *
     * @param residual P values, 0 where a pixel is left out
     * @param product receives K values
     */
    void multiply(double[] residual, double[] product) {
        double[][] lanes = new double[components][TILE];
        double[][] r = new double[AT_ONCE][TILE];
        for (int p = 0; p < pixels; p += AT_ONCE * TILE) {
            for (int t = 0; t < AT_ONCE; t++) {
                int from = Math.min(pixels, p + t * TILE);
                int to = Math.min(pixels, from + TILE);
                Arrays.fill(r[t], 0.0);
                System.arraycopy(residual, from, r[t], 0, to - from);
            }
            for (int k = 0; k < components; k++) {
                addLanes(lanes[k], p * components + k * TILE, r);
            }
        }
        for (int k = 0; k < components; k++) {
            double sum = 0;
            for (double lane : lanes[k]) {
                sum += lane;
            }
            product[k] = sum;
        }
    }

    private void addLanes(double[] lanes, int o0, double[][] r) {
        double[] r0 = r[0];
        double[] r1 = r[1];
        double[] r2 = r[2];
        double[] r3 = r[3];
        int o1 = o0 + TILE * components;
        int o2 = o1 + TILE * components;
        int o3 = o2 + TILE * components;
        for (int i = 0; i < TILE; i++) {
            lanes[i] += r0[i] * tiled[o0 + i] + r1[i] * tiled[o1 + i] + r2[i] * tiled[o2 + i] + r3[i] * tiled[o3 + i];
        }
    }
}
