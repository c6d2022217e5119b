package org.starflow.model.engine;

import org.junit.jupiter.api.Test;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.ExecutionProvider;

import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OneThreadTest {
    @Test
    void secondThreadIsTurnedAwayAndTheFirstGoesOn() throws Exception {
        ModelPackage model = ModelPackage.load(TestPackages.tiny());
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 8, false))) {
            // Given: a batch that waits inside infer
            List<ProjectedSpectrum> spectra = EngineSpectra.projected(model, engine, 2);
            var entered = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var first = CompletableFuture.supplyAsync(() -> engine.infer(new Waiting(spectra, entered, release)));
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

            // When
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> engine.infer(spectra))
                    .withMessageContaining("expected one thread at a time");
            release.countDown();

            // Then
            assertThat(first.get(60, TimeUnit.SECONDS)).hasSize(2);
            assertThat(engine.infer(spectra)).hasSize(2);
        }
    }

    /** A batch that tells when it is read and then waits. */
    private static final class Waiting extends AbstractList<ProjectedSpectrum> {
        private final List<ProjectedSpectrum> spectra;
        private final CountDownLatch entered;
        private final CountDownLatch release;

        Waiting(List<ProjectedSpectrum> spectra, CountDownLatch entered, CountDownLatch release) {
            this.spectra = spectra;
            this.entered = entered;
            this.release = release;
        }

        @Override
        public ProjectedSpectrum get(int index) {
            entered.countDown();
            try {
                assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return spectra.get(index);
        }

        @Override
        public int size() {
            return spectra.size();
        }
    }
}
