package org.starflow.model.engine;

import org.junit.jupiter.api.Test;
import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.model.projection.PixelMask;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.schemas.ResultFlag;

import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResimulationTest {
    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());
    private final Resimulation resimulation = new Resimulation(model);
    private final PixelMask mask = new PixelMask(model.manifest());
    private final double modelError = model.manifest().emulator().modelError();

    @Test
    void chiSquareIsTheSumOverUsedPixels() {
        // Given: every used pixel lies 0.03 above the mean spectrum, with σ = 0.01
        Posterior posterior = compare(0.03f, 1e4f, 100);

        // Then
        double expected = used() * 0.03 * 0.03 / (1e-4 + modelError * modelError);
        assertThat(posterior.chi2()).isCloseTo(expected, within(1e-3 * expected));
        assertThat(posterior.chi2Dof()).isEqualTo(used() - 13);
        assertThat(ResultFlag.of(posterior.flags())).contains(ResultFlag.RESIMULATION_MISFIT);
    }

    @Test
    void fitWithinTheNoiseIsNotFlagged() {
        // When
        Posterior posterior = compare(0.01f, 1e4f, 100);

        // Then
        assertThat(posterior.chi2() / posterior.chi2Dof()).isLessThan(1.1);
        assertThat(ResultFlag.of(posterior.flags())).isEmpty();
    }

    @Test
    void withoutInverseVarianceTheNoiseIsThatOfTheSnr() {
        // When
        Posterior posterior = compare(0.03f, null, 50);

        // Then
        double expected = 0;
        for (int w = 0; w < mask.windows(); w++) {
            double sigma = 1 / (50 * Math.sqrt(mask.step(w)));
            expected += mask.unmasked(w) * 0.03 * 0.03 / (sigma * sigma + modelError * modelError);
        }
        assertThat(posterior.chi2()).isCloseTo(expected, within(1e-3 * expected));
    }

    private int used() {
        return mask.unmasked();
    }

    private Posterior compare(float offset, Float inverseVariance, double snr) {
        int pixels = model.pixels();
        float[] flux = new float[pixels];
        float[] weight = new float[pixels];
        boolean[] used = new boolean[pixels];
        for (int p = 0; p < pixels; p++) {
            used[p] = mask.uses(p);
            flux[p] = used[p] ? model.basis().mean(p) + offset : Float.NaN;
            weight[p] = inverseVariance == null ? 0 : inverseVariance;
        }
        var source = new GridSpectrum(
                FloatBuffer.wrap(flux), inverseVariance == null ? null : FloatBuffer.wrap(weight), snr);
        var spectrum = new ProjectedSpectrum(
                source, new float[0], snr, new float[] {1, 1}, 1.0, used, mask.unmasked(), 0, 1.0);
        List<LabelSummary> none = Collections.emptyList();
        var posterior = new Posterior(none, null, 1, 1, 0, 0.0, snr, 1.0, null, null, 0L, null);
        return resimulation.compare(posterior, spectrum, new float[model.basis().components()]);
    }
}
