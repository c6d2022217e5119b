package org.starflow.worker.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.P1;
import static org.starflow.worker.pipeline.Records.TOPIC;

class PollLoopTest {
    private static final int BATCH = 2;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final InFlight inFlight = new InFlight(1, 1 << 20);
    private final Ownership ownership = new Ownership(consumer.groupMetadata());
    private final WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry());
    private final CommitTracker tracker = new CommitTracker(inFlight, metrics);
    private final MicroBatcher batcher = new MicroBatcher(BATCH, 1 << 20, Duration.ZERO, System::nanoTime);
    private final List<RawBatch> handedOver = new ArrayList<>();
    private final Rebalances rebalances = new Rebalances(
            consumer, ownership, batcher, inFlight, new Positions(), tracker, metrics, Duration.ZERO, () -> false);
    private final PollLoop loop = new PollLoop(
            consumer, TOPIC, batcher, inFlight, ownership, tracker, Duration.ZERO, metrics, handedOver::add);

    @BeforeEach
    void assign() {
        consumer.subscribe(List.of(TOPIC), rebalances);
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
        consumer.updateEndOffsets(Map.of(P0, 100L, P1, 100L));
        rebalance(P0, P1);
    }

    @Test
    void handsRecordsOverInOrderAndNumbersThem() {
        // Given
        add(P0, 0, 3);

        // When
        loop.cycle();

        // Then
        assertThat(handedOver).hasSize(1);
        assertThat(handedOver.getFirst().records())
                .extracting(SourceRecord::sequence)
                .containsExactly(0L, 1L);
    }

    @Test
    void pausesWhenTheStagesAreFullAndGoesOnPolling() {
        // Given
        add(P0, 0, 10);
        loop.cycle();

        // When
        loop.cycle();
        var whileFull = Set.copyOf(consumer.paused());
        add(P1, 0, 1);
        loop.cycle();
        int polled = batcher.waiting() + BATCH;

        // Then
        assertThat(whileFull).containsExactlyInAnyOrder(P0, P1);
        assertThat(loop.paused()).isEqualTo(2);
        assertThat(polled).isEqualTo(10);
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void resumesWhenThereIsRoomAndLosesNothing() {
        // Given
        add(P0, 0, 5);
        loop.cycle();
        loop.cycle();

        // When
        for (int i = 0; i < 5; i++) {
            handedOver.forEach(inFlight::leave);
            loop.cycle();
        }

        // Then
        assertThat(consumer.paused()).isEmpty();
        assertThat(handedOver.stream().flatMap(batch -> batch.records().stream()))
                .extracting(SourceRecord::offset)
                .containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aRevokedPartitionLeavesTheBatcherAndTheLease() {
        // Given
        add(P0, 0, 10);
        loop.cycle();
        var record = handedOver.getFirst().records().getFirst();

        // When
        rebalance(P1);

        // Then
        assertThat(batcher.waiting()).isZero();
        assertThat(ownership.lease().owns(record)).isFalse();
        assertThat(ownership.lease().epochs()).containsOnlyKeys(P1);
    }

    @Test
    void surrenderedPartitionsAreReadAgainFromTheCommittedOffset() {
        // Given
        add(P0, 0, 3);
        loop.cycle();
        consumer.commitSync(Map.of(P0, new OffsetAndMetadata(1)));
        handedOver.forEach(inFlight::leave);
        handedOver.clear();

        // When
        ownership.surrender(List.of(P0));
        loop.cycle();

        // Then
        assertThat(consumer.position(P0)).isEqualTo(1);
        assertThat(ownership.surrendered()).isEmpty();
        add(P0, 1, 3);
        loop.cycle();
        assertThat(handedOver.getFirst().records().getFirst())
                .satisfies(r -> assertThat(r.offset()).isEqualTo(1))
                .satisfies(r -> assertThat(r.sequence()).isZero());
    }

    @Test
    void withoutACommittedOffsetAPartitionIsReadFromItsBeginning() {
        // Given
        add(P0, 0, 3);
        loop.cycle();

        // When
        ownership.surrender(List.of(P0));
        loop.cycle();

        // Then
        assertThat(consumer.position(P0)).isZero();
    }

    @Test
    void leavesTheGroupWhenItStops() {
        // Given
        loop.stop(Duration.ofSeconds(1));

        // When
        loop.run();

        // Then
        assertThat(consumer.closed()).isTrue();
        assertThat(loop.running()).isFalse();
    }

    private void rebalance(TopicPartition... partitions) {
        consumer.rebalance(List.of(partitions));
        ownership.refresh(new ConsumerGroupMetadata("group", 1, "member", Optional.empty()));
    }

    private void add(TopicPartition partition, int from, int to) {
        for (int offset = from; offset < to; offset++) {
            consumer.addRecord(Records.record(partition, offset, "spectrum"));
        }
    }
}
