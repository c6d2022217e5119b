package org.starflow.it.support;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Valid spectra on the grid of a model package: stars from inside its training bounds through its emulator, with
 * Gaussian noise. The same seed gives the same spectra.
 */
public final class Spectra implements AutoCloseable {
    /** Share of each label's range that is left out at either end. */
    private static final double MARGIN = 0.2;

    private final Manifest manifest;
    private final Emulator emulator;

    private Spectra(ModelPackage model) {
        this.manifest = model.manifest();
        this.emulator = Emulator.open(model);
    }

    /** Spectra of a package. */
    public static Spectra of(Path modelPackage) {
        return new Spectra(ModelPackage.load(modelPackage));
    }

    /** Spectra of the tiny package. */
    public static Spectra tiny() {
        return of(Project.tinyPackage());
    }

    /**
     * Different stars, named prefix-00000, prefix-00001, …; target ids are the same names.
     *
     * @param snr signal-to-noise ratio, per Å
     */
    public List<Spectrum> stars(String prefix, int count, double snr, long seed) {
        var random = new Random(seed);
        var spectra = new ArrayList<Spectrum>(count);
        for (int i = 0; i < count; i++) {
            spectra.add(star("%s-%05d".formatted(prefix, i).toLowerCase(Locale.ROOT), labels(random), snr, random));
        }
        return spectra;
    }

    /** One star; a negative or zero {@code snr} goes into the record as it is, over flux without noise. */
    public Spectrum star(String id, double[] labels, double snr, Random random) {
        var flux = emulator.flux(new double[][] {labels})[0];
        return Spectrum.newBuilder()
                .setSpectrumId(id)
                .setTargetId(id)
                .setSnr(snr)
                .setSnrSource(SnrSource.HEADER)
                .setWindows(windows(flux, snr, random))
                .setWavelengthMedium(
                        WavelengthMedium.valueOf(manifest.grid().medium().toUpperCase(Locale.ROOT)))
                .setRestFrame(true)
                .setNormalised(true)
                .setResolvingPower(manifest.grid().resolvingPower())
                .setRadialVelocity(0.0)
                .setProvenance(SpectrumProvenance.newBuilder()
                        .setFile(id + ".fits")
                        .setFileFormat("SIMULATION")
                        .build())
                .build();
    }

    /** Labels in their own units, drawn evenly (log10 labels: evenly in the logarithm) inside the bounds. */
    public double[] labels(Random random) {
        return manifest.labels().stream()
                .mapToDouble(label -> {
                    var lower = label.toStandard(label.lower());
                    var upper = label.toStandard(label.upper());
                    return label.fromStandard(
                            lower + (upper - lower) * (MARGIN + (1 - 2 * MARGIN) * random.nextDouble()));
                })
                .toArray();
    }

    private List<Window> windows(float[] flux, double snr, Random random) {
        var windows = new ArrayList<Window>();
        var first = 0;
        for (var window : manifest.grid().windows()) {
            var sigma = snr > 0 ? 1 / (snr * Math.sqrt(window.step())) : 0;
            var bytes = ByteBuffer.allocate(window.n() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            IntStream.range(first, first + window.n())
                    .forEach(p -> bytes.putFloat((float) (flux[p] + sigma * random.nextGaussian())));
            windows.add(Window.newBuilder()
                    .setArm(window.name())
                    .setWavelengthStart(window.start())
                    .setWavelengthStep(window.step())
                    .setN(window.n())
                    .setFlux(bytes.flip())
                    .build());
            first += window.n();
        }
        return windows;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
