package org.starflow.producer.reduce;

import org.starflow.model.Manifest;
import org.starflow.producer.read.Pixels;

/**
 * Convolves with a Gaussian of constant width in ln λ and averages over the pixels of the model grid, in one step
 * (paper, Sect. 2.2). The weight of observed pixel j in grid pixel t is the exact integral of the kernel over both, so
 * that flux is conserved for any pair of pixel sizes; bad pixels weigh nothing and the rest is normalised. A grid pixel
 * of whose weight less than {@link #MIN_WEIGHT} is there has no value: gaps are not filled.
 */
final class Resampler {
    /** Least share of the kernel that must lie on good pixels. */
    static final double MIN_WEIGHT = 0.75;

    private static final double KERNEL_SIGMAS = 5;

    private Resampler() {}

    /** σ in ln λ that takes a spectrum from one resolving power to a lower one; 0 when it is not higher by 2 %. */
    static double sigmaLn(double from, double to) {
        if (from <= 1.02 * to) {
            return 0;
        }
        double fwhm = Math.sqrt(1 / (to * to) - 1 / (from * from));
        return fwhm / (2 * Math.sqrt(2 * Math.log(2)));
    }

    /** Onto all windows of a grid. Wavelengths of {@code pixels}: medium and frame of the grid. */
    static GridFlux resample(Pixels pixels, ModelGrid grid, double sigmaLn) {
        var flux = new double[grid.pixels()];
        var variance = pixels.variance() == null ? null : new double[grid.pixels()];
        var good = new boolean[grid.pixels()];
        double[] edges = PixelEdges.of(pixels.wavelength());
        var result = new GridFlux(flux, variance, good);
        for (int w = 0; w < grid.windows().size(); w++) {
            window(pixels, edges, grid.windows().get(w), grid.offset(w), sigmaLn, result);
        }
        return result;
    }

    private static void window(
            Pixels pixels, double[] edges, Manifest.GridWindow window, int offset, double sigmaLn, GridFlux out) {
        int first = 0;
        double half = window.step() / 2;
        for (int t = 0; t < window.n(); t++) {
            double a = window.wavelength(t) - half;
            double b = window.wavelength(t) + half;
            double sigma = Math.max(1e-6, window.wavelength(t) * sigmaLn);
            double reach = KERNEL_SIGMAS * sigma;
            while (first < pixels.size() && edges[2 * first + 1] < a - reach) {
                first++;
            }
            pixel(pixels, edges, first, a, b, sigma, offset + t, out);
        }
    }

    private static void pixel(
            Pixels pixels, double[] edges, int first, double a, double b, double sigma, int t, GridFlux out) {
        double weight = 0;
        double sum = 0;
        double variance = 0;
        double end = b + KERNEL_SIGMAS * sigma;
        for (int j = first; j < pixels.size() && edges[2 * j] < end; j++) {
            if (pixels.good()[j]) {
                double w = share(edges[2 * j], edges[2 * j + 1], a, b, sigma);
                weight += w;
                sum += w * pixels.flux()[j];
                if (out.variance() != null) {
                    variance += w * w * pixels.variance()[j];
                }
            }
        }
        if (weight >= MIN_WEIGHT) {
            out.good()[t] = true;
            out.flux()[t] = sum / weight;
            if (out.variance() != null) {
                out.variance()[t] = variance / (weight * weight);
            }
        }
    }

    /** Share of the blurred observed pixel [l, r] in the mean over the grid pixel [a, b]. */
    private static double share(double l, double r, double a, double b, double sigma) {
        double s = GaussianIntegral.at((b - l) / sigma)
                - GaussianIntegral.at((b - r) / sigma)
                - GaussianIntegral.at((a - l) / sigma)
                + GaussianIntegral.at((a - r) / sigma);
        return Math.max(0, s * sigma / (b - a));
    }
}
