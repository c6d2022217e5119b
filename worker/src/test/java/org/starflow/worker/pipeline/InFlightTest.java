package org.starflow.worker.pipeline;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.P1;
import static org.starflow.worker.pipeline.Records.source;

class InFlightTest {
    @Test
    void batchesAreBounded() {
        // Given
        var inFlight = new InFlight(2, 1000);
        var first = batch(P0);
        inFlight.enter(first);
        inFlight.enter(batch(P0));

        // When
        boolean full = !inFlight.hasRoom();
        inFlight.leave(first);

        // Then
        assertThat(full).isTrue();
        assertThat(inFlight.hasRoom()).isTrue();
        assertThat(inFlight.batches()).isEqualTo(1);
        assertThat(inFlight.bytes()).isEqualTo(11);
    }

    @Test
    void oneBatchIsLetThroughHoweverLarge() {
        // Given
        var inFlight = new InFlight(2, 5);

        // When
        boolean empty = inFlight.hasRoom();
        inFlight.enter(batch(P0));

        // Then
        assertThat(empty).isTrue();
        assertThat(inFlight.hasRoom()).isFalse();
    }

    @Test
    void waitsUntilAPartitionHasNothingInFlight() throws InterruptedException {
        // Given
        var inFlight = new InFlight(4, 1000);
        var batch = batch(P0);
        inFlight.enter(batch);
        inFlight.enter(batch(P1));

        // When
        var leaver = Thread.ofPlatform().start(() -> inFlight.leave(batch));
        boolean done = inFlight.awaitNone(List.of(P0), Duration.ofSeconds(30), () -> false);
        leaver.join();

        // Then
        assertThat(done).isTrue();
        assertThat(inFlight.awaitNone(List.of(P1), Duration.ofMillis(20), () -> false))
                .isFalse();
        assertThat(inFlight.awaitNone(List.of(P1), Duration.ofSeconds(30), () -> true))
                .isFalse();
    }

    @Test
    void roomEndsTheWaitForIt() throws InterruptedException {
        // Given
        var inFlight = new InFlight(1, 1000);
        var batch = batch(P0);
        inFlight.enter(batch);

        // When
        inFlight.awaitRoom(Duration.ofMillis(20));
        boolean roomBefore = inFlight.hasRoom();
        var leaver = Thread.ofPlatform().start(() -> inFlight.leave(batch));
        inFlight.awaitRoom(Duration.ofMinutes(5));
        leaver.join();

        // Then
        assertThat(roomBefore).isFalse();
        assertThat(inFlight.hasRoom()).isTrue();
    }

    @Test
    void leavingTwiceCountsOnce() {
        // Given
        var inFlight = new InFlight(4, 1000);
        var batch = batch(P0);
        inFlight.enter(batch);
        inFlight.enter(batch(P0));

        // When
        inFlight.leave(batch);
        inFlight.leave(batch);

        // Then
        assertThat(inFlight.bytes()).isEqualTo(11);
    }

    private static RawBatch batch(TopicPartition partition) {
        return new RawBatch(List.of(source(partition, 0, 1, 0)), 0);
    }
}
