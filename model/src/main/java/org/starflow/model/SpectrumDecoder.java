package org.starflow.model;

import org.starflow.model.projection.NoiseModel;
import org.starflow.model.projection.PixelMask;
import org.starflow.v1.Spectrum;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a record into a spectrum on the model grid, or says why it cannot. Pixels go from the bytes of the record to
 * float arrays without boxing. A pixel is bad when its flux or its inverse variance is not finite, its inverse variance
 * is not positive, or its quality is not 0. Thread-safe.
 */
public final class SpectrumDecoder {
    private final Manifest manifest;
    private final SpectrumChecks checks;
    private final PixelMask mask;

    /** For the grid of a model. */
    public SpectrumDecoder(ModelPackage model) {
        this.manifest = model.manifest();
        this.checks = new SpectrumChecks(manifest);
        this.mask = new PixelMask(manifest);
    }

    /** Never throws for a bad spectrum: the reason is in the outcome. Buffers of the record are left as they are. */
    public DecodedSpectrum decode(Spectrum spectrum) {
        DecodedSpectrum.Invalid invalid = checks.header(spectrum);
        if (invalid != null) {
            return invalid;
        }
        float[] flux = new float[manifest.grid().pixels()];
        float[] weight = new float[flux.length];
        List<Window> windows = spectrum.getWindows();
        boolean none = windows.stream().allMatch(w -> w.getInverseVariance() == null);
        boolean allGood = fill(windows, flux, weight);
        invalid = checks.flux(flux, weight, mask);
        if (invalid != null) {
            return invalid;
        }
        FloatBuffer inverseVariance = null;
        if (!none || !allGood) {
            constantNoise(windows, flux, weight, spectrum.getSnr());
            inverseVariance = FloatBuffer.wrap(weight);
        }
        return new DecodedSpectrum.Valid(
                spectrum, new GridSpectrum(FloatBuffer.wrap(flux), inverseVariance, spectrum.getSnr()));
    }

    /** Fills flux and weight (1 where no inverse variance is given); returns whether every pixel is good. */
    private static boolean fill(List<Window> windows, float[] flux, float[] weight) {
        int offset = 0;
        boolean allGood = true;
        for (Window window : windows) {
            int n = window.getN();
            Pixels.floats(window.getFlux()).get(flux, offset, n);
            if (window.getInverseVariance() == null) {
                Arrays.fill(weight, offset, offset + n, 1f);
            } else {
                Pixels.floats(window.getInverseVariance()).get(weight, offset, n);
            }
            ByteBuffer quality = window.getQuality();
            for (int i = 0; i < n; i++) {
                int p = offset + i;
                boolean marked = quality != null && quality.get(quality.position() + i) != 0;
                boolean good = !marked && Float.isFinite(flux[p]) && weight[p] > 0 && Float.isFinite(weight[p]);
                if (!good) {
                    weight[p] = 0;
                    allGood = false;
                }
            }
            offset += n;
        }
        return allGood;
    }

    /** Gives good pixels of windows without inverse variance the one that the S/N stands for. */
    private void constantNoise(List<Window> windows, float[] flux, float[] weight, double snr) {
        int[] good = new int[flux.length];
        int n = 0;
        for (int p = 0; p < flux.length; p++) {
            if (weight[p] > 0 && mask.uses(p)) {
                good[n++] = p;
            }
        }
        double meanFlux = NoiseModel.meanFlux(flux, good, n);
        for (int w = 0; w < mask.windows(); w++) {
            if (windows.get(w).getInverseVariance() != null) {
                continue;
            }
            double sigma = NoiseModel.sigma(meanFlux, snr, mask.step(w));
            float value = (float) (1 / (sigma * sigma));
            for (int p = mask.start(w); p < mask.start(w + 1); p++) {
                weight[p] = weight[p] > 0 ? value : 0;
            }
        }
    }
}
