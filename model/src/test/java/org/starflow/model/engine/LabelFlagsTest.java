package org.starflow.model.engine;

import org.junit.jupiter.api.Test;
import org.starflow.model.Manifest;
import org.starflow.schemas.LabelFlag;

import java.util.Random;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

import static org.assertj.core.api.Assertions.assertThat;

class LabelFlagsTest {
    private static final Manifest.LabelSpec LABEL =
            new Manifest.LabelSpec("fe_h", "[Fe/H]", "dex", Manifest.Transform.IDENTITY, 0, 1, -4, 1);

    private final Random random = new Random(5);

    @Test
    void posteriorPiledUpAtABoundIsALimit() {
        // Given: the half of a Gaussian centred on the bound that lies inside
        double[] low = kept(() -> -4 + 0.1 * random.nextGaussian());
        double[] high = kept(() -> 1 + 0.1 * random.nextGaussian());

        // Then
        assertThat(flags(low)).containsExactly(LabelFlag.AT_LOWER_BOUND);
        assertThat(flags(high)).containsExactly(LabelFlag.AT_UPPER_BOUND);
    }

    @Test
    void posteriorTwoStandardDeviationsInsideIsNone() {
        assertThat(flags(kept(() -> -3.8 + 0.1 * random.nextGaussian()))).isEmpty();
    }

    @Test
    void uniformPosteriorIsUnconstrained() {
        assertThat(flags(kept(() -> -4 + 5 * random.nextDouble()))).contains(LabelFlag.UNCONSTRAINED);
    }

    private static double[] kept(DoubleSupplier draw) {
        return DoubleStream.generate(draw)
                .filter(LABEL::contains)
                .limit(4000)
                .sorted()
                .toArray();
    }

    private static Set<LabelFlag> flags(double[] sorted) {
        return LabelFlag.of(LabelFlags.of(
                LABEL,
                Statistics.quantile(sorted, sorted.length, 0.16),
                Statistics.quantile(sorted, sorted.length, 0.84)));
    }
}
