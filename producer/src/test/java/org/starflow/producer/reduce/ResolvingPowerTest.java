package org.starflow.producer.reduce;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.reduce.TestSpectra.Observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResolvingPowerTest {
    @ParameterizedTest
    @CsvSource({"20000, 0.05, 20000", "28000, 0.033, 28000", "48000, 0.03, 48000", "115000, 0.01, 100000"})
    void isThatOfTheSharpestLines(double actual, double step, double expected) {
        // Given
        double[] slow = TestModel.star(5770, 4.4, -1);
        slow[4] = 1;
        Pixels pixels =
                TestSpectra.pixels(slow, Observation.clean().with(actual, step).noise(500));

        // When
        var estimate = ResolvingPower.estimate(pixels, 500 * Math.sqrt(step), 20_000);

        // Then
        assertThat(estimate.value()).isCloseTo(expected, within(0.18 * expected));
        assertThat(estimate.how()).contains("sharpest lines");
    }

    @ParameterizedTest
    @CsvSource({"0.01, 70000, 115000", "0.05, 20000, 45000", "0.2, 9000, 13000"})
    void isThatOfThePixelsForAFastRotator(double step, double lowest, double highest) {
        // Given
        double[] fast = TestModel.sun();
        fast[4] = 60;
        Pixels pixels = TestSpectra.pixels(fast, Observation.clean().with(48_000, step));

        // When
        var estimate = ResolvingPower.estimate(pixels, 1000, 20_000);

        // Then
        assertThat(estimate.value()).isBetween(lowest, highest);
    }
}
