package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;
import org.starflow.worker.WorkerException;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.starflow.worker.pipeline.Records.P0;
import static org.starflow.worker.pipeline.Records.P1;
import static org.starflow.worker.pipeline.Records.source;

class OffsetLedgerTest {
    private final OffsetLedger ledger = new OffsetLedger();

    @Test
    void commitsTheOffsetAfterTheLastProcessedRecord() {
        // Given: offsets 12 and 13 are transaction markers
        var batch = List.of(source(P0, 10, 1, 0), source(P1, 3, 1, 0), source(P0, 11, 1, 1), source(P0, 14, 1, 2));

        // When
        var offsets = ledger.offsets(batch);

        // Then
        assertThat(offsets)
                .isEqualTo(Map.of(
                        P0, new OffsetAndMetadata(15, Optional.of(4), ""),
                        P1, new OffsetAndMetadata(4, Optional.of(4), "")));
    }

    @Test
    void goesOnWhereTheLastCommitEnded() {
        // Given
        ledger.committed(List.of(source(P0, 10, 1, 0), source(P0, 11, 1, 1)));

        // When
        var offsets = ledger.offsets(List.of(source(P0, 12, 1, 2)));

        // Then
        assertThat(offsets.get(P0).offset()).isEqualTo(13);
    }

    @Test
    void refusesToSkipARecord() {
        // Given
        ledger.committed(List.of(source(P0, 10, 1, 0)));

        // Then
        assertThatThrownBy(() -> ledger.offsets(List.of(source(P0, 12, 1, 2))))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("Record 12")
                .hasMessageContaining("number 2")
                .hasMessageContaining("expected number 1");
    }

    @Test
    void anAbortedBatchIsStillTheNext() {
        // Given
        var batch = List.of(source(P0, 10, 1, 0));
        ledger.offsets(batch);

        // Then
        assertThat(ledger.offsets(batch).get(P0).offset()).isEqualTo(11);
    }

    @Test
    void aNewAssignmentStartsAnew() {
        // Given
        ledger.committed(List.of(source(P0, 10, 1, 0), source(P0, 11, 1, 1)));

        // When
        var offsets = ledger.offsets(List.of(source(P0, 11, 2, 0)));

        // Then
        assertThat(offsets.get(P0).offset()).isEqualTo(12);
    }
}
