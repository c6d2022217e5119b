package org.starflow.model.projection;

/** Noise of a pixel from the S/N per Å: S/N_pixel = S/N_Å · √step. */
public final class NoiseModel {
    private static final float LIMIT = 10f;

    private NoiseModel() {}

    /** σ of a pixel of a window, in units of the continuum. */
    public static double sigma(double meanFlux, double snrPerAngstrom, double step) {
        return meanFlux / (snrPerAngstrom * Math.sqrt(step));
    }

    /**
     * Mean flux of some pixels. None counts for more than ten times the continuum: a cosmic ray must not set the noise of
     * all the others.
     */
    public static double meanFlux(float[] flux, int[] chosen, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.clamp(flux[chosen[i]], -LIMIT, LIMIT);
        }
        return sum / n;
    }

    /** Root of the mean pixel variance over some pixels. */
    static double pixelSigma(PixelMask mask, int[] chosen, int n, double meanFlux, double snrPerAngstrom) {
        double sum = 0;
        int w = 0;
        double variance = square(sigma(meanFlux, snrPerAngstrom, mask.step(0)));
        for (int i = 0; i < n; i++) {
            while (chosen[i] >= mask.start(w + 1)) {
                w++;
                variance = square(sigma(meanFlux, snrPerAngstrom, mask.step(w)));
            }
            sum += variance;
        }
        return Math.sqrt(sum / n);
    }

    private static double square(double x) {
        return x * x;
    }
}
