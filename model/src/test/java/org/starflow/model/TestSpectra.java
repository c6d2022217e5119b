package org.starflow.model;

import org.starflow.model.emulator.Emulator;
import org.starflow.v1.SnrSource;
import org.starflow.v1.Spectrum;
import org.starflow.v1.SpectrumProvenance;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Simulated spectra on the grid of a package, and parts of them. */
public final class TestSpectra {
    /** S/N per Å of all of them. */
    public static final double SNR = 100;

    private final ModelPackage model;

    /** On the grid of a model. */
    public TestSpectra(ModelPackage model) {
        this.model = model;
    }

    /** Stars scattered about the middle of the label ranges, with noise and inverse variance. */
    public List<Spectrum> stars(int n, long seed) {
        var random = new Random(seed);
        double[][] labels = new double[n][];
        for (int i = 0; i < n; i++) {
            labels[i] = model.manifest().labels().stream()
                    .mapToDouble(l -> Math.clamp(l.fromStandard(0.5 * random.nextGaussian()), l.lower(), l.upper()))
                    .toArray();
        }
        var spectra = new ArrayList<Spectrum>();
        try (Emulator emulator = Emulator.open(model)) {
            float[][] flux = emulator.flux(labels);
            for (int i = 0; i < n; i++) {
                spectra.add(spectrum("star-" + i, windows(flux[i], random)).build());
            }
        }
        return spectra;
    }

    /** A spectrum of the mean flux, without noise and without inverse variance. */
    public Spectrum.Builder mean() {
        float[] flux = new float[model.pixels()];
        for (int p = 0; p < flux.length; p++) {
            flux[p] = model.basis().mean(p);
        }
        return spectrum("mean", windows(flux, null));
    }

    private Spectrum.Builder spectrum(String id, List<Window> windows) {
        return Spectrum.newBuilder()
                .setSpectrumId(id)
                .setSnr(SNR)
                .setSnrSource(SnrSource.HEADER)
                .setWindows(windows)
                .setWavelengthMedium(WavelengthMedium.valueOf(
                        model.manifest().grid().medium().toUpperCase(Locale.ROOT)))
                .setRestFrame(true)
                .setNormalised(true)
                .setProvenance(
                        SpectrumProvenance.newBuilder().setReduction(Map.of()).build());
    }

    /** Windows of a flux; with noise and inverse variance when a random generator is given. */
    public List<Window> windows(float[] flux, Random random) {
        var windows = new ArrayList<Window>();
        int offset = 0;
        for (Manifest.GridWindow w : model.manifest().grid().windows()) {
            double sigma = 1 / (SNR * Math.sqrt(w.step()));
            float[] pixels = new float[w.n()];
            float[] weights = new float[w.n()];
            for (int i = 0; i < w.n(); i++) {
                double noise = random == null ? 0 : sigma * random.nextGaussian();
                pixels[i] = (float) (flux[offset + i] + noise);
                weights[i] = (float) (1 / (sigma * sigma));
            }
            windows.add(new Window(
                    w.name(), w.start(), w.step(), w.n(), bytes(pixels), random == null ? null : bytes(weights), null));
            offset += w.n();
        }
        return windows;
    }

    /** Little-endian float32. */
    public static ByteBuffer bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
