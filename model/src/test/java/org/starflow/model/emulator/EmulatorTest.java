package org.starflow.model.emulator;

import org.junit.jupiter.api.Test;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.model.runtime.OrtThread;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

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
    void fullAndPartlyFilledRunsGiveTheFluxOfOneStarARun() {
        try (var thread = new OrtThread("emulator-test");
                Emulator one = Emulator.open(model, ExecutionProvider.CPU, 1, 1, thread);
                Emulator three = Emulator.open(model, ExecutionProvider.CPU, 1, 3, thread)) {
            // Given: 5 stars, that is a run of 3 and one of 2
            double[][] stars = new double[5][];
            for (int i = 0; i < stars.length; i++) {
                stars[i] = TestPackages.middle(model);
                stars[i][0] += 100 * i;
            }

            // When
            float[][] expected = one.flux(stars);
            float[][] found = three.flux(stars);

            // Then
            for (int i = 0; i < stars.length; i++) {
                assertThat(found[i]).containsExactly(expected[i], within(1e-5f));
            }
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
