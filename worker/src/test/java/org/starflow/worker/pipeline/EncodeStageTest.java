package org.starflow.worker.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.RejectCode;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class EncodeStageTest {
    private final List<EncodedBatch> encoded = new ArrayList<>();

    @Test
    void aRejectKeepsItsRecordAndAResultThatCannotBeWrittenBecomesOne() throws InterruptedException {
        // Given
        var stage = new EncodeStage(
                new ResultRecords(
                        "starflow.inferences",
                        (spectrum, source, posterior) -> {
                            throw new IllegalArgumentException("a label without a unit");
                        },
                        (topic, data) -> new byte[0]),
                new RejectRecords("starflow.rejects", "model", "1"),
                new RegistryPatience(
                        new WorkerMetrics(new SimpleMeterRegistry()), Duration.ofMillis(1), Duration.ofMillis(1)),
                encoded::add);
        var refused = new Refused(Records.source(0), RejectCode.MALFORMED_RECORD, "garbage");
        var inferred = new Inferred(Records.source(1), null, null);
        var raw = new RawBatch(List.of(refused.source(), inferred.source()), 0);

        // When
        stage.process(new OutcomeBatch(raw, List.of(refused, inferred)));

        // Then
        assertThat(encoded).singleElement().satisfies(batch -> {
            assertThat(batch.origin()).isSameAs(raw);
            assertThat(batch.outbound())
                    .extracting(Outbound::source)
                    .containsExactly(refused.source(), inferred.source());
            assertThat(batch.outbound())
                    .extracting(outbound -> ((Refused) outbound.outcome()).code())
                    .containsExactly(RejectCode.MALFORMED_RECORD, RejectCode.INFERENCE_FAILED);
        });
    }
}
