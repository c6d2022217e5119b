package org.starflow.model.engine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.model.TestSpectra;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.ResultFlag;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InferenceEngineTest {
    private static final EngineOptions OPTIONS = new EngineOptions(ExecutionProvider.CPU, 1, 8, false);

    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());

    @TempDir
    Path directory;

    @Test
    void posteriorOfASimulatedStarHoldsTogether() {
        try (InferenceEngine engine = InferenceEngine.open(model, OPTIONS)) {
            // Given
            List<ProjectedSpectrum> spectra = EngineSpectra.projected(model, engine, 3);

            // When
            List<InferenceOutcome> outcomes = engine.infer(spectra);

            // Then
            assertThat(outcomes).hasSize(3).allSatisfy(outcome -> {
                Posterior posterior = (Posterior) outcome;
                assertThat(posterior.draws())
                        .isEqualTo(model.manifest().latents().draws());
                assertThat(posterior.kept()).isPositive();
                assertThat(posterior.fReject()).isEqualTo(1 - (double) posterior.kept() / posterior.draws());
                assertThat(posterior.chi2()).isPositive();
                assertThat(posterior.chi2Dof())
                        .isEqualTo(spectra.get(outcomes.indexOf(outcome)).usedPixels() - 13);
                assertThat(posterior.snr()).isEqualTo(TestSpectra.SNR);
                assertThat(posterior.samples()).isNull();
                assertThat(posterior.labels()).allSatisfy(label -> {
                    assertThat(label.q025()).isLessThanOrEqualTo(label.q16());
                    assertThat(label.q16()).isLessThanOrEqualTo(label.q50());
                    assertThat(label.q50()).isLessThanOrEqualTo(label.q84());
                    assertThat(label.q84()).isLessThanOrEqualTo(label.q975());
                    assertThat(label.map()).isNotNull();
                    assertThat(label.corrected()).isNull();
                });
            });
        }
    }

    @Test
    void everySampleRejectedIsALegalOutcome() {
        // Given: a model whose training bounds no sample reaches
        TestPackages.copyTo(directory);
        TestPackages.bounds(directory, 1, 90, 91);
        ModelPackage narrow = ModelPackage.load(directory);
        try (InferenceEngine engine = InferenceEngine.open(narrow, OPTIONS)) {
            // When
            var posterior = (Posterior)
                    engine.infer(EngineSpectra.projected(model, engine, 1)).getFirst();

            // Then
            assertThat(posterior.fReject()).isEqualTo(1.0);
            assertThat(posterior.chi2()).isNull();
            assertThat(posterior.chi2Dof()).isNull();
            assertThat(posterior.labels())
                    .allSatisfy(label -> assertThat(label.mean()).isNull());
            assertThat(ResultFlag.of(posterior.flags())).contains(ResultFlag.ALL_REJECTED, ResultFlag.HIGH_F_REJECT);
        }
    }

    @Test
    void numbersThatAreNotFiniteFailTheirSpectrumAlone() {
        try (InferenceEngine engine = InferenceEngine.open(model, OPTIONS)) {
            // Given
            List<ProjectedSpectrum> spectra = EngineSpectra.projected(model, engine, 3);
            spectra.get(1).coefficients()[0] = Float.NaN;

            // When
            List<InferenceOutcome> outcomes = engine.infer(spectra);

            // Then
            assertThat(outcomes.get(0)).isInstanceOf(Posterior.class);
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(
                            InferenceOutcome.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo(RejectCode.INFERENCE_FAILED));
            assertThat(outcomes.get(2)).isInstanceOf(Posterior.class);
        }
    }

    @Test
    void samplesAreKeptWhenAsked() {
        var options = new EngineOptions(ExecutionProvider.CPU, 1, 8, true);
        try (InferenceEngine engine = InferenceEngine.open(model, options)) {
            // When
            var posterior = (Posterior)
                    engine.infer(EngineSpectra.projected(model, engine, 1)).getFirst();

            // Then
            assertThat(posterior.samples()).hasDimensions(posterior.kept(), 13);
        }
    }

    @Test
    void emptyBatchGivesNothingAndALargeOneIsRefused() {
        try (InferenceEngine engine = InferenceEngine.open(model, OPTIONS)) {
            // Given
            List<ProjectedSpectrum> nine = EngineSpectra.projected(model, engine, 9);

            // Then
            assertThat(engine.infer(List.of())).isEmpty();
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> engine.infer(nine))
                    .withMessageContaining("expected at most 8")
                    .withMessageContaining("found 9");
        }
    }

    @Test
    void interruptOfTheCallerIsKeptAndTheBatchEnds() {
        try (InferenceEngine engine = InferenceEngine.open(model, OPTIONS)) {
            // Given
            List<ProjectedSpectrum> spectra = EngineSpectra.projected(model, engine, 1);
            Thread.currentThread().interrupt();

            // When
            List<InferenceOutcome> outcomes = engine.infer(spectra);

            // Then
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcomes).hasSize(1);
        }
    }

    @Test
    void closedEngineSaysSo() {
        // Given
        InferenceEngine engine = InferenceEngine.open(model, OPTIONS);
        List<ProjectedSpectrum> spectra = EngineSpectra.projected(model, engine, 1);

        // When
        engine.close();
        engine.close();

        // Then
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> engine.infer(spectra))
                .withMessageContaining("closed");
    }

    @Test
    void referenceNamesModelAndEngine() {
        try (InferenceEngine engine = InferenceEngine.open(model, OPTIONS)) {
            // When
            var reference = engine.modelReference();

            // Then
            assertThat(reference.getName()).isEqualTo(model.manifest().name());
            assertThat(reference.getSha256()).isEqualTo(model.sha256());
            assertThat(reference.getEngineVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
            assertThat(reference.getExecutionProvider()).isEqualTo("cpu");
        }
    }
}
