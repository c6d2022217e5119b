package org.starflow.model.emulator;

import org.junit.jupiter.api.Test;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmulatorTest {
    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());

    @Test
    void fluxIsNormalisedAndOnTheGrid() {
        try (Emulator emulator = Emulator.open(model)) {
            // When
            float[][] flux = emulator.flux(new double[][] {TestPackages.middle(model)});

            // Then
            assertThat(flux).hasDimensions(1, model.pixels());
            for (float f : flux[0]) {
                assertThat(f).isBetween(-0.2f, 1.2f);
            }
            assertThat(emulator.emulate(List.of(TestPackages.middle(model)))
                            .getFirst()
                            .error())
                    .isPositive()
                    .isLessThan(1f);
        }
    }

    @Test
    void starAloneIsTheSameInABatch() {
        try (Emulator emulator = Emulator.open(model)) {
            // Given
            double[] star = TestPackages.middle(model);
            double[] other = star.clone();
            other[0] += 300;

            // When
            float[] alone = emulator.flux(new double[][] {star})[0];
            float[][] together = emulator.flux(new double[][] {other, star, other});

            // Then
            assertThat(together[1]).containsExactly(alone);
            assertThat(together[0]).containsExactly(together[2]).isNotEqualTo(alone);
        }
    }

    @Test
    void otherNumberOfLabelsIsRefused() {
        try (Emulator emulator = Emulator.open(model)) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> emulator.flux(new double[][] {{5777, 4.44}}))
                    .withMessageContaining("expected 13 labels, found 2");
        }
    }
}
