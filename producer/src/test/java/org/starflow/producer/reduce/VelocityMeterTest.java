package org.starflow.producer.reduce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.reduce.TestSpectra.Observation;

import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VelocityMeterTest {
    private static final TestModel MODEL = new TestModel();
    private static final ModelGrid GRID = new ModelGrid(MODEL.manifest());
    private static final VelocityMeter METER =
            new VelocityMeter(GRID, Templates.of(MODEL.manifest().labels(), MODEL));

    @ParameterizedTest
    @CsvSource({"0, 1000, 0.2", "-3.7, 1000, 0.2", "123.4, 100, 0.3", "-498, 50, 0.5", "512, 50, 0.5", "25, 15, 1.5"})
    void findsTheVelocity(double velocity, double snr, double tolerance) {
        // Given
        Pixels pixels = TestSpectra.pixels(
                TestModel.star(5400, 4, -0.3),
                Observation.clean().with(48_000, 0.03).at(velocity).noise(snr).continuum(w -> 7e-15 * w * w));

        // When
        var measured = METER.measure(pixels);

        // Then
        assertThat(measured.reliable()).isTrue();
        assertThat(measured.velocity()).isCloseTo(velocity, within(tolerance));
        assertThat(measured.error()).isLessThan(2);
    }

    @Test
    void findsNothingInNoise() {
        // Given
        var random = new SplittableRandom(5);
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean());
        var noise = new double[pixels.size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 1 + 0.2 * random.nextGaussian();
        }

        // When
        var measured = METER.measure(new Pixels(pixels.wavelength(), noise, null, pixels.good()));

        // Then
        assertThat(measured.reliable()).isFalse();
    }
}
