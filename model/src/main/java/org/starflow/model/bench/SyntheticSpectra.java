package org.starflow.model.bench;

import org.starflow.model.Manifest;
import org.starflow.model.ModelPackage;
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
import java.util.Map;
import java.util.Random;

/** Spectra for measurements: stars around the middle of the label ranges, S/N 100 per Å, 2 % of the pixels bad. */
final class SyntheticSpectra {
    private static final double SNR = 100;
    private static final double BAD = 0.02;

    private final ModelPackage model;
    private final Random random = new Random(1);

    SyntheticSpectra(ModelPackage model) {
        this.model = model;
    }

    List<Spectrum> create(int n) {
        double[][] labels = new double[n][];
        for (int i = 0; i < n; i++) {
            labels[i] = model.manifest().labels().stream()
                    .mapToDouble(l -> l.fromStandard(0.5 * random.nextGaussian()))
                    .toArray();
        }
        var spectra = new ArrayList<Spectrum>(n);
        try (Emulator emulator = Emulator.open(model)) {
            float[][] flux = emulator.flux(labels);
            for (int i = 0; i < n; i++) {
                spectra.add(spectrum("bench-" + i, flux[i]));
            }
        }
        return spectra;
    }

    private Spectrum spectrum(String id, float[] flux) {
        var windows = new ArrayList<Window>();
        int offset = 0;
        for (Manifest.GridWindow w : model.manifest().grid().windows()) {
            double sigma = 1 / (SNR * Math.sqrt(w.step()));
            ByteBuffer pixels = buffer(w.n());
            ByteBuffer weights = buffer(w.n());
            for (int i = 0; i < w.n(); i++) {
                pixels.putFloat((float) (flux[offset + i] + sigma * random.nextGaussian()));
                weights.putFloat(random.nextDouble() < BAD ? 0f : (float) (1 / (sigma * sigma)));
            }
            windows.add(new Window(w.name(), w.start(), w.step(), w.n(), pixels.flip(), weights.flip(), null));
            offset += w.n();
        }
        return Spectrum.newBuilder()
                .setSpectrumId(id)
                .setSnr(SNR)
                .setSnrSource(SnrSource.HEADER)
                .setWindows(windows)
                .setWavelengthMedium(
                        model.manifest().grid().medium().equals("air") ? WavelengthMedium.AIR : WavelengthMedium.VACUUM)
                .setRestFrame(true)
                .setNormalised(true)
                .setProvenance(
                        SpectrumProvenance.newBuilder().setReduction(Map.of()).build())
                .build();
    }

    private static ByteBuffer buffer(int floats) {
        return ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
