package org.starflow.worker.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.model.GridSpectrum;
import org.starflow.model.engine.InferenceOutcome;
import org.starflow.model.engine.Posterior;
import org.starflow.model.engine.SelfTestException;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.projection.Projection;
import org.starflow.model.runtime.EngineException;
import org.starflow.schemas.RejectCode;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.WorkerMetrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.source;

class InferStageTest {
    private static final double POISON = -1;

    private final Ownership ownership =
            new Ownership(new ConsumerGroupMetadata("group", 1, "member", Optional.empty()));
    private final List<OutcomeBatch> inferred = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private final InferStage stage =
            new InferStage(() -> engine, ownership, new WorkerMetrics(new SimpleMeterRegistry()), inferred::add);

    @BeforeEach
    void open() {
        ownership.assigned(List.of(P0), ownership.lease().metadata());
        stage.open();
    }

    @Test
    void rejectsKeepTheirPlaceBetweenResults() {
        // Given
        var refused = new Refused(source(1), RejectCode.WRONG_GRID, "grid");

        // When
        process(ready(0, 50), refused, ready(2, 50));

        // Then
        assertThat(outcomes()).extracting(o -> o.source().offset()).containsExactly(0L, 1L, 2L);
        assertThat(outcomes()).element(1).isEqualTo(refused);
        assertThat(engine.batches).containsExactly(2);
    }

    @Test
    void aPoisonedSpectrumDoesNotTakeItsBatchAlong() {
        // When
        process(ready(0, 50), ready(1, POISON), ready(2, 50));

        // Then
        assertThat(outcomes()).hasSize(3);
        assertThat(outcomes()).element(0).isInstanceOf(Inferred.class);
        assertThat(outcomes())
                .element(1)
                .satisfies(outcome -> assertThat(((Refused) outcome).code()).isEqualTo(RejectCode.INFERENCE_FAILED));
        assertThat(outcomes()).element(2).isInstanceOf(Inferred.class);
    }

    @Test
    void aBrokenEngineBlamesNoSpectrum() {
        // Given
        engine.sound = false;

        // When
        var failure = catchThrowableOfType(WorkerException.class, () -> process(ready(0, POISON)));

        // Then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENGINE);
        assertThat(inferred).isEmpty();
    }

    @Test
    void aRefusalOfTheNetworkIsAReject() {
        // Given
        engine.refuses = true;

        // When
        process(ready(0, 50));

        // Then
        assertThat(outcomes()).singleElement().isInstanceOf(Refused.class);
    }

    @Test
    void nothingIsInferredForAPartitionThatIsGone() {
        // Given
        var batch = batch(ready(0, 50));
        ownership.revoked(List.of(P0));

        // When
        stage.process(batch);

        // Then
        assertThat(outcomes()).isEmpty();
        assertThat(engine.batches).isEmpty();
    }

    private void process(Prepared... items) {
        stage.process(batch(items));
    }

    private static PreparedBatch batch(Prepared... items) {
        var sources = List.of(items).stream().map(Prepared::source).toList();
        return new PreparedBatch(new RawBatch(sources, 0), List.of(items));
    }

    private List<Outcome> outcomes() {
        return inferred.getLast().outcomes();
    }

    private static Ready ready(long offset, double snr) {
        var projected = new ProjectedSpectrum(null, new float[0], snr, new float[0], 1, new boolean[0], 0, 0, 1);
        return new Ready(source(offset), null, projected);
    }

    private static final class FakeEngine implements SpectrumEngine {
        private final List<Integer> batches = new ArrayList<>();
        private boolean sound = true;
        private boolean refuses;

        @Override
        public Projection project(GridSpectrum spectrum) {
            throw new AssertionError("not here");
        }

        @Override
        public List<InferenceOutcome> infer(List<ProjectedSpectrum> spectra) {
            if (spectra.stream().anyMatch(s -> s.snr() == POISON)) {
                throw new EngineException("shape");
            }
            batches.add(spectra.size());
            return spectra.stream().map(s -> outcome()).toList();
        }

        private InferenceOutcome outcome() {
            return refuses
                    ? new InferenceOutcome.Failed(RejectCode.INFERENCE_FAILED, "not finite")
                    : new Posterior(List.of(), null, 0, 0, 1, null, 50, 1, null, null, 0, null);
        }

        @Override
        public void selfTest() {
            if (!sound) {
                throw new SelfTestException("teff map");
            }
        }

        @Override
        public void close() {}
    }
}
