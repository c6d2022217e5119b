package org.starflow.producer.reduce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.reduce.TestSpectra.Observation;
import org.starflow.v1.SnrSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SignalToNoiseTest {
    private static final ModelGrid GRID = new ModelGrid(new TestModel().manifest());

    @ParameterizedTest
    @CsvSource({"30, 0.05", "30, 0.02", "100, 0.02", "250, 0.01"})
    void tellsItFromTheScatter(double snr, double step) {
        // Given
        Pixels pixels = TestSpectra.pixels(
                TestModel.star(6200, 4.2, -1.5),
                Observation.clean().with(20_000, step).noise(snr));

        // When
        SignalToNoise found = SignalToNoise.of(null, pixels, GRID);

        // Then
        assertThat(found.source()).isEqualTo(SnrSource.FLUX);
        assertThat(found.perAngstrom()).isCloseTo(snr, within(0.15 * snr));
    }

    @Test
    void prefersHeaderThenErrors() {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean());
        var variance = new double[pixels.size()];
        Arrays.fill(variance, 0.02 * 0.02);
        var withErrors = new Pixels(pixels.wavelength(), pixels.flux(), variance, pixels.good());

        // When
        SignalToNoise header = SignalToNoise.of(77.0, withErrors, GRID);
        SignalToNoise errors = SignalToNoise.of(null, withErrors, GRID);

        // Then
        assertThat(header).isEqualTo(new SignalToNoise(77, SnrSource.HEADER));
        assertThat(errors.source()).isEqualTo(SnrSource.ERRORS);
        assertThat(errors.perAngstrom()).isCloseTo(50 / Math.sqrt(0.05), within(25.0));
    }
}
