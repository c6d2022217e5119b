package org.starflow.worker.pipeline;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.P1;
import static org.starflow.worker.pipeline.Records.source;

class MicroBatcherTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void aFullBatchDoesNotLinger() {
        // Given
        var batcher = batcher(3, 1000);

        // When
        for (int i = 0; i < 4; i++) {
            batcher.add(source(i));
        }

        // Then
        assertThat(batcher.full()).isTrue();
        assertThat(batcher.next().orElseThrow().records())
                .extracting(SourceRecord::offset)
                .containsExactly(0L, 1L, 2L);
        assertThat(batcher.full()).isFalse();
        assertThat(batcher.next()).isEmpty();
    }

    @Test
    void aSpectrumWaitsForOthersNoLongerThanTheLinger() {
        // Given
        var batcher = batcher(3, 1000);
        batcher.add(source(0));

        // When
        advance(Duration.ofMillis(99));
        var early = batcher.next();
        var due = batcher.untilDue();
        advance(Duration.ofMillis(1));
        var late = batcher.next();

        // Then
        assertThat(early).isEmpty();
        assertThat(due).contains(Duration.ofMillis(1));
        assertThat(late.orElseThrow().records()).hasSize(1);
        assertThat(batcher.untilDue()).isEmpty();
    }

    @Test
    void bytesEndABatchButNeverHoldARecordBack() {
        // Given: each record has 3 + 8 bytes
        var batcher = batcher(10, 15);

        // When
        batcher.add(source(0));
        batcher.add(source(1));

        // Then
        assertThat(batcher.full()).isTrue();
        assertThat(batcher.next().orElseThrow().records()).hasSize(1);
        advance(Duration.ofSeconds(1));
        assertThat(batcher.next().orElseThrow().records()).hasSize(1);
    }

    @Test
    void recordsOfALostPartitionAreForgotten() {
        // Given
        var batcher = batcher(2, 1000);
        batcher.add(source(P0, 5, 1, 0));
        batcher.add(source(P1, 6, 2, 0));

        // When
        int dropped = batcher.drop(record -> record.partition().equals(P0));

        // Then
        assertThat(dropped).isEqualTo(1);
        assertThat(batcher.full()).isFalse();
        advance(Duration.ofSeconds(1));
        assertThat(batcher.next().orElseThrow().records())
                .extracting(SourceRecord::partition)
                .containsExactly(P1);
    }

    private MicroBatcher batcher(int size, long bytes) {
        return new MicroBatcher(size, bytes, Duration.ofMillis(100), clock::get);
    }

    private void advance(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
