package org.starflow.producer.reduce;

import org.starflow.producer.read.FileFormat;
import org.starflow.producer.read.Frame;
import org.starflow.producer.read.ObservedSpectrum;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.read.SpectrumHeader;
import org.starflow.v1.WavelengthMedium;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Observed spectra of stars of {@link TestModel}. */
final class TestSpectra {
    private static final TestModel MODEL = new TestModel();

    private TestSpectra() {}

    /** How a spectrum is observed. */
    record Observation(
            double velocity,
            double resolvingPower,
            double step,
            double snr,
            boolean vacuum,
            DoubleUnaryOperator level) {
        static Observation clean() {
            return new Observation(0, 20_000, 0.05, 1e5, false, w -> 1);
        }

        Observation at(double km) {
            return new Observation(km, resolvingPower, step, snr, vacuum, level);
        }

        Observation with(double r, double pixel) {
            return new Observation(velocity, r, pixel, snr, vacuum, level);
        }

        Observation noise(double perAngstrom) {
            return new Observation(velocity, resolvingPower, step, perAngstrom, vacuum, level);
        }

        Observation inVacuum() {
            return new Observation(velocity, resolvingPower, step, snr, true, level);
        }

        Observation continuum(DoubleUnaryOperator f) {
            return new Observation(velocity, resolvingPower, step, snr, vacuum, f);
        }
    }

    /** Pixels from 5140 to 6260 Å of a star; constant noise relative to the continuum. */
    static Pixels pixels(double[] labels, Observation o) {
        var random = new SplittableRandom(11);
        int n = (int) (1120 / o.step());
        var wave = new double[n];
        var flux = new double[n];
        var good = new boolean[n];
        for (int i = 0; i < n; i++) {
            double observed = 5140 + o.step() * i;
            double rest = observed / Doppler.factor(o.velocity());
            double air = o.vacuum() ? AirVacuum.toAir(rest) : rest;
            double noise = random.nextGaussian() / (o.snr() * Math.sqrt(o.step()));
            wave[i] = observed;
            flux[i] = o.level().applyAsDouble(air) * (MODEL.flux(labels, air, o.resolvingPower()) + noise);
            good[i] = true;
        }
        return new Pixels(wave, flux, null, good);
    }

    /** An observed spectrum with a bare header. */
    static ObservedSpectrum observed(
            Pixels pixels, Frame frame, WavelengthMedium medium, Double r, Boolean normalised) {
        var header =
                new SpectrumHeader("s", null, null, null, null, null, null, medium, frame, null, r, normalised, null);
        return new ObservedSpectrum(Path.of("s.fits"), "00", FileFormat.IMAGE_1D, header, pixels, List.of());
    }
}
