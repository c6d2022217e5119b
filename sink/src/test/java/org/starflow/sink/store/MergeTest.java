package org.starflow.sink.store;

import org.junit.jupiter.api.Test;
import org.starflow.sink.support.Inferences;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class MergeTest {
    private static final ResultRow FIRST = row(2, 17, 0.9, 5);
    private static final ResultRow LATER = row(2, 30, 0.9, 8);

    @Test
    void aNewSpectrumIsInserted() {
        var merge = merge(Map.of(), FIRST);

        assertThat(merge.writes()).containsExactly(FIRST);
        assertThat(merge.outcome()).isEqualTo(new StoreOutcome(1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aReplayWritesNothing() {
        var merge = merge(stored(FIRST), row(2, 17, 0.9, 5));

        assertThat(merge.writes()).isEmpty();
        assertThat(merge.outcome()).isEqualTo(new StoreOutcome(0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void aLaterPositionReplacesAnEarlierOneAndNeverTheOtherWayRound() {
        assertThat(merge(stored(FIRST), LATER).writes()).containsExactly(LATER);

        var backwards = merge(stored(LATER), FIRST);
        assertThat(backwards.writes()).isEmpty();
        assertThat(backwards.outcome()).isEqualTo(new StoreOutcome(0, 0, 0, 1, 0, 0, 0));
    }

    @Test
    void otherContentFromTheSamePositionIsAConflictAndTheFirstStays() {
        // Given
        var contradiction = row(2, 17, 0.8, 6);

        // When
        var merge = merge(stored(FIRST), contradiction);

        // Then
        assertThat(merge.writes()).isEmpty();
        assertThat(merge.conflicting()).containsExactly(contradiction);
        assertThat(merge.outcome().conflicts()).isEqualTo(1);
    }

    @Test
    void oneBatchWritesAKeyOnce() {
        // When
        var merge = merge(Map.of(), FIRST, LATER, row(2, 17, 0.9, 5));

        // Then
        assertThat(merge.writes()).containsExactly(LATER);
        assertThat(merge.outcome()).isEqualTo(new StoreOutcome(1, 1, 0, 1, 0, 0, 0));
    }

    @Test
    void betweenPartitionsTheLaterInferenceIsTheNewer() {
        // Given: another partition, a smaller offset, inferred later
        var moved = row(3, 1, 0.9, 20);

        assertThat(merge(stored(FIRST), moved).writes()).containsExactly(moved);
        assertThat(merge(stored(moved), FIRST).writes()).isEmpty();
    }

    private static Merge merge(Map<ResultKey, Merge.Stored> current, ResultRow... rows) {
        var merge = new Merge(current);
        List.of(rows).forEach(merge::add);
        return merge;
    }

    private static Map<ResultKey, Merge.Stored> stored(ResultRow row) {
        return Map.of(row.key(), new Merge.Stored(row.order(), row.hash()));
    }

    private static ResultRow row(int partition, long offset, double coverage, long recordOffset) {
        var inference =
                Inferences.of("s1", partition, offset).setCoverage(coverage).build();
        return ResultRow.of(Inferences.record(inference, recordOffset));
    }
}
