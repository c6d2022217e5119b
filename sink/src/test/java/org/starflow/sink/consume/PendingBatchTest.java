package org.starflow.sink.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Topics;
import org.starflow.sink.record.RecordDecoder;
import org.starflow.sink.record.RegistryAwayException;
import org.starflow.sink.store.OffsetMove;
import org.starflow.sink.support.Inferences;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PendingBatchTest {
    private static final TopicPartition P0 = new TopicPartition(Topics.INFERENCES, 0);
    private static final TopicPartition P1 = new TopicPartition(Topics.INFERENCES, 1);

    @Test
    void stepsGoFromTheDatabaseToBeyondTheMarker() {
        // Given: records 5 and 6, and a transaction marker at 7
        var batch = new PendingBatch(poll());

        // When
        var moves = batch.moves(Map.of(P0, 5L, P1, 0L));

        // Then
        assertThat(moves).containsExactlyInAnyOrder(new OffsetMove(P0, 5, 8), new OffsetMove(P1, 0, 1));
    }

    @Test
    void aPartitionThatDoesNotMoveIsLeftOut() {
        assertThat(new PendingBatch(poll()).moves(Map.of(P0, 8L))).isEmpty();
    }

    @Test
    void whatAnotherInstanceOwnsIsForgotten() throws RegistryAwayException {
        // Given
        var batch = new PendingBatch(poll());

        // When
        batch.drop(List.of(P0));

        // Then
        assertThat(batch.moves(Map.of(P0, 5L, P1, 0L))).containsExactly(new OffsetMove(P1, 0, 1));
        assertThat(batch.decode(new RecordDecoder((topic, bytes) -> inference())))
                .singleElement()
                .satisfies(record -> assertThat(record.position().partition()).isEqualTo(1));
        assertThat(batch.isEmpty()).isFalse();
    }

    @Test
    void decodingGoesOnWhereItStopped() throws RegistryAwayException {
        // Given: a registry that is away at the second record, once
        var calls = new AtomicInteger();
        var decoder = new RecordDecoder((topic, bytes) -> {
            if (calls.incrementAndGet() == 2) {
                throw new TimeoutException("registry");
            }
            return inference();
        });
        var batch = new PendingBatch(poll());

        // When
        assertThatThrownBy(() -> batch.decode(decoder)).isInstanceOf(RegistryAwayException.class);
        var records = batch.decode(decoder);

        // Then
        assertThat(records).hasSize(3);
        assertThat(calls).hasValue(4);
    }

    private static Object inference() {
        return Inferences.of("s1", 0, 1).build();
    }

    private static ConsumerRecords<byte[], byte[]> poll() {
        return new ConsumerRecords<>(
                Map.of(P0, List.of(record(0, 5), record(0, 6)), P1, List.of(record(1, 0))),
                Map.of(P0, new OffsetAndMetadata(8), P1, new OffsetAndMetadata(1)));
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>(Topics.INFERENCES, partition, offset, new byte[0], new byte[] {0});
    }
}
