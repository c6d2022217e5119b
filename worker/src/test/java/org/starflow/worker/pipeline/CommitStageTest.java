package org.starflow.worker.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.WorkerMetrics;
import org.starflow.worker.kafka.Publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.P1;

class CommitStageTest {
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final WorkerMetrics metrics = new WorkerMetrics(meters);
    private final Ownership ownership = new Ownership(member(1));
    private final InFlight inFlight = new InFlight(4, 1 << 20);
    private final RejectRecords rejects = new RejectRecords("starflow.rejects", "model", "1");

    @BeforeEach
    void own() {
        ownership.assigned(List.of(P0, P1), member(1));
    }

    @Test
    void outcomesAndOffsetsGoIntoOneTransaction() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);

        // When
        stage.process(batch(record(P0, 0, 0), record(P0, 1, 1), record(P1, 9, 0)));

        // Then
        assertThat(last().history()).hasSize(3);
        assertThat(offsets(last())).isEqualTo(Map.of(P0, 2L, P1, 10L));
        assertThat(count(WorkerMetrics.REJECTS, "code", "MALFORMED_RECORD")).isEqualTo(3);
        assertThat(inFlight.batches()).isZero();
    }

    @Test
    void batchesThatWaitedShareATransaction() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);

        // When
        stage.processAll(
                List.of(batch(record(P0, 0, 0), record(P1, 9, 0)), batch(record(P0, 1, 1)), batch(record(P0, 2, 2))));

        // Then
        assertThat(count(WorkerMetrics.TRANSACTIONS, "outcome", "committed")).isEqualTo(1);
        assertThat(last().history()).hasSize(4);
        assertThat(offsets(last())).isEqualTo(Map.of(P0, 3L, P1, 10L));
        assertThat(count(WorkerMetrics.REJECTS, "code", "MALFORMED_RECORD")).isEqualTo(4);
        assertThat(inFlight.batches()).isZero();
    }

    @Test
    void recordsOfARevokedPartitionAreDropped() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);
        var batch = batch(record(P0, 0, 0), record(P1, 9, 0));

        // When
        ownership.revoked(List.of(P0));
        stage.process(batch);

        // Then
        assertThat(last().history()).hasSize(1);
        assertThat(offsets(last())).isEqualTo(Map.of(P1, 10L));
        assertThat(count(WorkerMetrics.RECORDS, "outcome", "abandoned")).isEqualTo(1);
        assertThat(inFlight.batches()).isZero();
    }

    @Test
    void aStaleGenerationIsSentAgainUnderTheNewOne() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);
        last().sendOffsetsToTransactionException = new CommitFailedException("generation 1");
        var batch = batch(record(P0, 0, 0));

        // When
        var worker = Thread.ofPlatform().start(() -> process(stage, batch));
        awaitAbort();
        last().sendOffsetsToTransactionException = null;
        ownership.refresh(member(2));
        worker.join();

        // Then
        assertThat(offsets(last())).isEqualTo(Map.of(P0, 1L));
        assertThat(last().history()).hasSize(1);
    }

    @Test
    void nothingIsCommittedWithoutAGeneration() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);
        ownership.refresh(new ConsumerGroupMetadata("group", -1, "", Optional.empty()));
        var batch = batch(record(P0, 0, 0));

        // When
        var worker = Thread.ofPlatform().start(() -> process(stage, batch));
        boolean endedAlone = worker.join(Duration.ofMillis(200));
        var before = last().history().size();
        ownership.revoked(List.of(P0));
        worker.join();

        // Then
        assertThat(endedAlone).isFalse();
        assertThat(before).isZero();
        assertThat(last().history()).isEmpty();
    }

    @Test
    void aRejectThatIsTooLargeForItsTopicIsCut() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 3);
        last().commitTransactionException = new KafkaException("state", new RecordTooLargeException("too large"));
        var source = new SourceRecord(Records.record(P0, 0, large), P0, epoch(P0), 0);
        var batch = batch(source);

        // When
        var worker = Thread.ofPlatform().start(() -> process(stage, batch));
        awaitAbort();
        last().commitTransactionException = null;
        worker.join();

        // Then
        assertThat(last().history().getLast().value()).hasSize(RejectRecords.CUT_BYTES);
    }

    @Test
    void afterATransactionOfUnknownEndTheRecordsAreReadAgain() throws InterruptedException {
        // Given
        var stage = stage(Duration.ZERO);
        last().commitTransactionException = new ProducerFencedException("timed out");
        last().abortTransactionException = new ProducerFencedException("timed out");

        // When
        var next = batch(record(P0, 1, 1), record(P1, 9, 0));
        stage.process(batch(record(P0, 0, 0)));
        stage.process(next);

        // Then
        assertThat(producers).hasSize(2);
        assertThat(ownership.surrendered()).containsExactly(P0);
        assertThat(offsets(last())).isEqualTo(Map.of(P1, 10L));
        assertThat(inFlight.batches()).isZero();
    }

    @Test
    void aYoungTransactionThatIsFencedHasARival() {
        // Given
        var stage = stage(Duration.ofMinutes(1));
        last().commitTransactionException = new ProducerFencedException("rival");
        last().abortTransactionException = new ProducerFencedException("rival");

        // When
        var failure = catchThrowableOfType(WorkerException.class, () -> stage.process(batch(record(P0, 0, 0))));

        // Then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FENCED);
        assertThat(failure).hasMessageContaining("starflow.worker.instance");
    }

    private CommitStage stage(Duration transactionTimeout) {
        var publisher = new Publisher(this::producer, Duration.ofSeconds(5));
        var retry = new CommitRetry.Policy(
                Duration.ofMinutes(1), transactionTimeout, Duration.ofMillis(20), Duration.ofMillis(50));
        var stage = new CommitStage(
                rejects, publisher, ownership, retry, new CommitTracker(inFlight, metrics), metrics, Tracing.OFF);
        stage.open();
        return stage;
    }

    private EncodedBatch batch(SourceRecord... sources) {
        var raw = new RawBatch(List.of(sources), System.nanoTime());
        inFlight.enter(raw);
        return new EncodedBatch(
                raw,
                Arrays.stream(sources)
                        .map(source -> new Refused(source, RejectCode.MALFORMED_RECORD, "garbage"))
                        .map(refused -> new Outbound(refused, rejects.record(refused)))
                        .toList());
    }

    private SourceRecord record(TopicPartition partition, long offset, long sequence) {
        return Records.source(partition, offset, epoch(partition), sequence);
    }

    private long epoch(TopicPartition partition) {
        return ownership.lease().epochs().get(partition);
    }

    private void awaitAbort() throws InterruptedException {
        while (meters.counter(WorkerMetrics.TRANSACTIONS, "outcome", "aborted").count() == 0) {
            Thread.sleep(1);
        }
    }

    private static void process(CommitStage stage, EncodedBatch batch) {
        try {
            stage.process(batch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double count(String name, String tag, String value) {
        return meters.counter(name, tag, value).count();
    }

    private static Map<TopicPartition, Long> offsets(MockProducer<?, ?> producer) {
        var offsets = new java.util.HashMap<TopicPartition, Long>();
        for (Map<String, Map<TopicPartition, OffsetAndMetadata>> commit : producer.consumerGroupOffsetsHistory()) {
            commit.values().forEach(group -> group.forEach((p, o) -> offsets.put(p, o.offset())));
        }
        return offsets;
    }

    private static ConsumerGroupMetadata member(int generation) {
        return new ConsumerGroupMetadata("group", generation, "member", Optional.empty());
    }

    private MockProducer<byte[], byte[]> producer() {
        producers.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return last();
    }

    private MockProducer<byte[], byte[]> last() {
        return producers.getLast();
    }
}
