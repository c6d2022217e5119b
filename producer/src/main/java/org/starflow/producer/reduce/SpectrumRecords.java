package org.starflow.producer.reduce;

import org.starflow.model.Manifest;
import org.starflow.producer.read.ObservedSpectrum;
import org.starflow.producer.read.SpectrumHeader;
import org.starflow.v1.Spectrum;
import org.starflow.v1.SpectrumProvenance;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes reduced flux as a record of the spectra topic. */
final class SpectrumRecords {
    private final ModelGrid grid;
    private final String producerVersion;

    SpectrumRecords(ModelGrid grid, String producerVersion) {
        this.grid = grid;
        this.producerVersion = producerVersion;
    }

    Spectrum record(ObservedSpectrum observed, GridFlux flux, SignalToNoise snr, Double velocity, ReductionLog log) {
        SpectrumHeader header = observed.header();
        var provenance = SpectrumProvenance.newBuilder()
                .setFile(observed.path().getFileName().toString())
                .setFileSha256(observed.sha256())
                .setFileFormat(observed.format().label())
                .setUpstreamSoftware(header.upstreamSoftware())
                .setProducerVersion(producerVersion)
                .setReduction(log.steps())
                .build();
        return Spectrum.newBuilder()
                .setSpectrumId(header.spectrumId())
                .setTargetId(header.targetId())
                .setRa(header.ra())
                .setDec(header.dec())
                .setMjd(header.mjd())
                .setExposureTime(header.exposureTime())
                .setSnr(snr.perAngstrom())
                .setSnrSource(snr.source())
                .setWindows(windows(flux))
                .setWavelengthMedium(WavelengthMedium.AIR)
                .setRestFrame(true)
                .setNormalised(true)
                .setResolvingPower(grid.resolvingPower())
                .setRadialVelocity(velocity)
                .setProvenance(provenance)
                .build();
    }

    private List<Window> windows(GridFlux flux) {
        var windows = new ArrayList<Window>();
        for (int w = 0; w < grid.windows().size(); w++) {
            windows.add(window(flux, grid.windows().get(w), grid.offset(w)));
        }
        return windows;
    }

    private static Window window(GridFlux flux, Manifest.GridWindow spec, int offset) {
        ByteBuffer values = buffer(spec.n());
        ByteBuffer inverseVariance = buffer(spec.n());
        for (int i = offset; i < offset + spec.n(); i++) {
            boolean good = flux.good()[i];
            values.putFloat(good ? (float) flux.flux()[i] : 0f);
            inverseVariance.putFloat(good ? (float) (1 / flux.variance()[i]) : 0f);
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
