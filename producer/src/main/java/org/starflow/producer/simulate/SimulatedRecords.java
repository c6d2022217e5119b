package org.starflow.producer.simulate;

import org.starflow.model.Manifest;
import org.starflow.schemas.Label;
import org.starflow.v1.SnrSource;
import org.starflow.v1.Spectrum;
import org.starflow.v1.SpectrumProvenance;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Simulated flux as a record of the spectra topic. */
final class SimulatedRecords {
    private final Manifest.Grid grid;
    private final String producerVersion;

    SimulatedRecords(Manifest.Grid grid, String producerVersion) {
        this.grid = grid;
        this.producerVersion = producerVersion;
    }

    Spectrum record(SimulatedStar star, SimulatedFlux flux) {
        var windows = new ArrayList<Window>();
        int offset = 0;
        for (int w = 0; w < grid.windows().size(); w++) {
            Manifest.GridWindow spec = grid.windows().get(w);
            windows.add(window(flux, spec, w, offset));
            offset += spec.n();
        }
        var provenance = SpectrumProvenance.newBuilder()
                .setFileFormat("SIMULATION")
                .setProducerVersion(producerVersion)
                .setReduction(
                        Map.of("simulation", "emulator of the model, Gaussian noise", "truth", truth(star.labels())))
                .build();
        return Spectrum.newBuilder()
                .setSpectrumId(star.spectrumId())
                .setSnr(star.snr())
                .setSnrSource(SnrSource.HEADER)
                .setWindows(windows)
                .setWavelengthMedium(WavelengthMedium.AIR)
                .setRestFrame(true)
                .setNormalised(true)
                .setResolvingPower(grid.resolvingPower())
                .setProvenance(provenance)
                .build();
    }

    /** {@code teff=5777.0 logg=4.44 …} in the order of the labels; whoever shows a result can set it beside the estimate. */
    static String truth(double[] labels) {
        var text = new StringJoiner(" ");
        for (int d = 0; d < labels.length; d++) {
            text.add(String.format(Locale.ROOT, "%s=%.4f", Label.values()[d].key(), labels[d]));
        }
        return text.toString();
    }

    private static Window window(SimulatedFlux flux, Manifest.GridWindow spec, int w, int offset) {
        ByteBuffer values = buffer(spec.n());
        ByteBuffer inverseVariance = buffer(spec.n());
        float good = (float) (1 / (flux.sigma()[w] * flux.sigma()[w]));
        for (int i = offset; i < offset + spec.n(); i++) {
            values.putFloat(flux.flux()[i]);
            inverseVariance.putFloat(flux.good()[i] ? good : 0f);
        }
        return Window.newBuilder()
                .setArm(spec.name())
                .setWavelengthStart(spec.start())
                .setWavelengthStep(spec.step())
                .setN(spec.n())
                .setFlux(values.flip())
                .setInverseVariance(inverseVariance.flip())
                .build();
    }

    private static ByteBuffer buffer(int n) {
        return ByteBuffer.allocate(n * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
