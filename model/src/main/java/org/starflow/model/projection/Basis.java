package org.starflow.model.projection;

/**
 * Mean spectrum and basis on the model grid, kept pixel by pixel: the K components of one pixel lie side by side, so
 * that leaving a pixel out never touches the others. Immutable.
 */
public final class Basis {
    private static final int TILE = 64;

    private final int components;
    private final int pixels;
    private final float[] mean;
    private final float[] byPixel;

    private Basis(int components, int pixels, float[] mean, float[] byPixel) {
        this.components = components;
        this.pixels = pixels;
        this.mean = mean;
        this.byPixel = byPixel;
    }

    /** From an array of shape [1 + components, pixels], row by row, whose first row is the mean. */
    public static Basis ofRows(float[] rows, int components, int pixels) {
        float[] mean = new float[pixels];
        System.arraycopy(rows, 0, mean, 0, pixels);
        float[] byPixel = new float[Math.multiplyExact(components, pixels)];
        for (int p0 = 0; p0 < pixels; p0 += TILE) {
            int p1 = Math.min(pixels, p0 + TILE);
            for (int k = 0; k < components; k++) {
                int row = (1 + k) * pixels;
                for (int p = p0; p < p1; p++) {
                    byPixel[p * components + k] = rows[row + p];
                }
            }
        }
        return new Basis(components, pixels, mean, byPixel);
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
        return byPixel[p * components + k];
    }

    float[] byPixel() {
        return byPixel;
    }

    /**
     * Flux mean + Bᵀc in some pixels, in float64.
     *
     * @param coefficients K values
     * @param chosen pixels, the first {@code n} of the array
     * @param flux receives n values
     */
    public void reconstruct(double[] coefficients, int[] chosen, int n, double[] flux) {
        int i = 0;
        for (; i + 8 <= n; i += 8) {
            eight(coefficients, chosen, i, flux);
        }
        for (; i < n; i++) {
            int row = chosen[i] * components;
            double sum = 0;
            for (int k = 0; k < components; k++) {
                sum += coefficients[k] * byPixel[row + k];
            }
            flux[i] = mean[chosen[i]] + sum;
        }
    }

    /** Eight pixels side by side: eight independent sums keep the floating-point units busy. */
    private void eight(double[] c, int[] chosen, int i, double[] flux) {
        float[] b = byPixel;
        int r0 = chosen[i] * components;
        int r1 = chosen[i + 1] * components;
        int r2 = chosen[i + 2] * components;
        int r3 = chosen[i + 3] * components;
        int r4 = chosen[i + 4] * components;
        int r5 = chosen[i + 5] * components;
        int r6 = chosen[i + 6] * components;
        int r7 = chosen[i + 7] * components;
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int k = 0; k < components; k++) {
            double ck = c[k];
            s0 += ck * b[r0 + k];
            s1 += ck * b[r1 + k];
            s2 += ck * b[r2 + k];
            s3 += ck * b[r3 + k];
            s4 += ck * b[r4 + k];
            s5 += ck * b[r5 + k];
            s6 += ck * b[r6 + k];
            s7 += ck * b[r7 + k];
        }
        flux[i] = mean[chosen[i]] + s0;
        flux[i + 1] = mean[chosen[i + 1]] + s1;
        flux[i + 2] = mean[chosen[i + 2]] + s2;
        flux[i + 3] = mean[chosen[i + 3]] + s3;
        flux[i + 4] = mean[chosen[i + 4]] + s4;
        flux[i + 5] = mean[chosen[i + 5]] + s5;
        flux[i + 6] = mean[chosen[i + 6]] + s6;
        flux[i + 7] = mean[chosen[i + 7]] + s7;
    }
}
