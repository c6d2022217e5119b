package org.starflow.producer.simulate;

import org.starflow.model.Manifest;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Noisy flux of a star on the model grid. Noise is Gaussian, σ = 1/(S/N · √step) of the continuum in every pixel.
 *
 * @param flux in units of the continuum
 * @param sigma of the noise, for each window
 * @param good false inside gaps
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SimulatedFlux(float[] flux, double[] sigma, boolean[] good) {
    private static final int GAPS = 6;

    /** Adds noise, and gaps that take {@code gapShare} of the pixels in six pieces. */
    static SimulatedFlux of(float[] clean, SimulatedStar star, Manifest.Grid grid, double gapShare) {
        RandomGenerator random = Population.random(star.noiseSeed());
        var flux = new float[clean.length];
        var good = new boolean[clean.length];
        var sigma = new double[grid.windows().size()];
        int pixel = 0;
        for (int w = 0; w < sigma.length; w++) {
            sigma[w] = 1 / (star.snr() * Math.sqrt(grid.windows().get(w).step()));
            for (int i = 0; i < grid.windows().get(w).n(); i++, pixel++) {
                flux[pixel] = (float) (clean[pixel] + sigma[w] * random.nextGaussian());
                good[pixel] = true;
            }
        }
        int length = (int) (gapShare * flux.length / GAPS);
        for (int gap = 0; gap < GAPS && length > 0; gap++) {
            int from = random.nextInt(flux.length - length);
            Arrays.fill(good, from, from + length, false);
            Arrays.fill(flux, from, from + length, 0f);
        }
        return new SimulatedFlux(flux, sigma, good);
    }
}
