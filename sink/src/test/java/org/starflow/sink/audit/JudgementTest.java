package org.starflow.sink.audit;

import org.junit.jupiter.api.Test;
import org.starflow.sink.broker.Existence;
import org.starflow.sink.broker.OffsetRange;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class JudgementTest {
    private static final int LIMIT = 10;

    @Test
    void everyOffsetWithOneOutcomeIsConsistent() {
        var audit = judge(evidence(OptionalLong.of(100), 99, 0), true, Set.of());

        assertThat(audit.differences()).isZero();
        assertThat(audit.inProgress()).isFalse();
        assertThat(audit.inputs()).isEqualTo(100);
    }

    @Test
    void whatTheWorkersHaveNotCommittedWaits() {
        // Given: committed up to 60, outcomes up to 59
        var evidence = evidence(OptionalLong.of(60), 59, 0, new OffsetRange(60, 100));

        // When
        var audit = judge(evidence, true, Set.of());

        // Then
        assertThat(audit.waiting()).isEqualTo(40);
        assertThat(audit.missing()).isZero();
        assertThat(audit.inProgress()).isTrue();
    }

    @Test
    void whatIsCommittedMayBeOnItsWayWhileTheSinkIsBehind() {
        var audit = judge(evidence(OptionalLong.of(100), 89, 0, new OffsetRange(90, 100)), false, Set.of());

        assertThat(audit.inFlight()).isEqualTo(10);
        assertThat(audit.missing()).isZero();
    }

    @Test
    void whatIsCommittedAndNowhereIsMissing() {
        var audit = judge(
                evidence(OptionalLong.of(100), 99, 0, new OffsetRange(7, 8), new OffsetRange(40, 43)),
                true,
                Set.of(7L, 40L, 41L, 42L));

        assertThat(audit.missing()).isEqualTo(4);
        assertThat(audit.missingRanges()).containsExactly(new OffsetRange(7, 8), new OffsetRange(40, 43));
        assertThat(audit.differences()).isEqualTo(4);
    }

    @Test
    void anOffsetWithoutARecordIsNoInput() {
        // Given: 40 is a transaction marker, 41 a record
        var evidence = evidence(OptionalLong.of(100), 99, 0, new OffsetRange(40, 42));

        // When
        var audit = judge(evidence, true, Set.of(41L));

        // Then
        assertThat(audit.missingRanges()).containsExactly(new OffsetRange(41, 42));
        assertThat(audit.noRecord()).isEqualTo(1);
    }

    @Test
    void aMarkerAtTheEndDoesNotWaitForEver() {
        var audit = judge(evidence(OptionalLong.of(99), 98, 0, new OffsetRange(99, 100)), true, Set.of());

        assertThat(audit.waiting()).isZero();
        assertThat(audit.noRecord()).isEqualTo(1);
        assertThat(audit.inProgress()).isFalse();
    }

    @Test
    void withoutAGroupNothingBelowTheLedgerIsStillToCome() {
        // Given: no committed offset, outcomes up to 79 but for 30
        var evidence = evidence(OptionalLong.empty(), 79, 0, new OffsetRange(30, 31), new OffsetRange(80, 100));

        // When
        var audit = judge(evidence, true, Set.of(30L));

        // Then
        assertThat(audit.missing()).isEqualTo(1);
        assertThat(audit.waiting()).isEqualTo(20);
    }

    @Test
    void twoOutcomesAreADifference() {
        var audit = judge(evidence(OptionalLong.of(100), 99, 2), true, Set.of());

        assertThat(audit.duplicates()).isEqualTo(2);
        assertThat(audit.differences()).isEqualTo(2);
    }

    @Test
    void whatNobodyCouldLookAtCountsAsMissing() {
        // Given
        Existence cutShort = (partition, ranges) -> new Existence.Seen(new TreeSet<>(Set.of(10L)), 4);
        var evidence = evidence(OptionalLong.of(100), 99, 0, new OffsetRange(10, 16));

        // When
        var audit = new Judgement(cutShort, LIMIT).judge(evidence, true, 100);

        // Then
        assertThat(audit.missing()).isEqualTo(5);
        assertThat(audit.unverified()).isEqualTo(4);
        assertThat(audit.noRecord()).isEqualTo(1);
    }

    @Test
    void aLedgerAheadOfTheTopicIsADifference() {
        // Given: the ledger's highest offset is 120, the topic ends at 100
        var evidence = evidence(OptionalLong.of(100), 120, 0);

        // When
        var audit = judge(evidence, true, Set.of());

        // Then
        assertThat(audit.beyondEnd()).isTrue();
        assertThat(audit.differences()).isEqualTo(1);
    }

    @Test
    void theAccountAddsUp() {
        // Given
        var evidence = evidence(OptionalLong.of(50), 49, 0, new OffsetRange(7, 9), new OffsetRange(50, 100));

        // When
        var audit = judge(evidence, true, Set.of(7L));

        // Then
        long covered = audit.inputs() - 52;
        assertThat(covered + audit.waiting() + audit.inFlight() + audit.noRecord() + audit.missing())
                .isEqualTo(audit.inputs());
    }

    private static PartitionAudit judge(PartitionEvidence evidence, boolean caughtUp, Set<Long> records) {
        Existence topic = (partition, ranges) -> {
            var seen = new TreeSet<Long>();
            ranges.forEach(range -> records.stream()
                    .filter(offset -> offset >= range.from() && offset < range.to())
                    .forEach(seen::add));
            return new Existence.Seen(seen, 0);
        };
        return new Judgement(topic, LIMIT).judge(evidence, caughtUp, 100);
    }

    private static PartitionEvidence evidence(
            OptionalLong committed, long highest, long duplicates, OffsetRange... gaps) {
        return new PartitionEvidence(
                0, 0, 100, committed, 90, 10, 0, OptionalLong.of(highest), List.of(gaps), 0, duplicates, List.of());
    }
}
