package org.starflow.sink.stream;

import org.junit.jupiter.api.Test;
import org.starflow.sink.broker.Broker;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StreamTrackerTest {
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");

    private final StreamTracker tracker = new StreamTracker();

    @Test
    void lagCountsFromTheCommittedOffsetAndDeletedRecordsAreNone() {
        // Given: partition 0 was read up to 40, partition 1 never, and its first 10 records are deleted
        var look = look(0, Map.of(0, new Broker.Range(0, 100), 1, new Broker.Range(10, 30)), Map.of(0, 40L));

        // When
        var group = tracker.update(look, Map.of(), NOW).groups().getFirst();

        // Then
        assertThat(group.lag()).isEqualTo(60 + 20);
        assertThat(group.partitions()).extracting(StreamView.Partition::lag).containsExactly(60L, 20L);
    }

    @Test
    void theOldestAgeIsThatOfTheFirstRecordNotInferred() {
        // Given
        var look = look(0, Map.of(0, new Broker.Range(0, 100), 1, new Broker.Range(0, 5)), Map.of(0, 40L, 1, 5L));
        assertThat(StreamTracker.oldest(look)).containsExactly(new Place(0, 40));

        // When
        var view = tracker.update(
                look, Map.of(new Place(0, 40), NOW.minusSeconds(90).toEpochMilli()), NOW);

        // Then
        var partitions = view.groups().getFirst().partitions();
        assertThat(partitions.get(0).oldestAge()).isEqualTo(90, within(1e-6));
        assertThat(partitions.get(1).oldestAge()).isZero();
        assertThat(view.groups().getFirst().oldestAge()).isEqualTo(90, within(1e-6));
    }

    @Test
    void anAgeThatIsNotKnownIsNotZero() {
        // When
        var view = tracker.update(look(0, Map.of(0, new Broker.Range(0, 9)), Map.of()), Map.of(), NOW);

        // Then
        assertThat(view.groups().getFirst().oldestAge()).isNaN();
    }

    @Test
    void aPartitionThatStandsStillAgesAndOneWithNothingToDoDoesNot() {
        // Given
        var ranges = Map.of(0, new Broker.Range(0, 100), 1, new Broker.Range(0, 5));
        tracker.update(look(0, ranges, Map.of(0, 40L, 1, 5L)), Map.of(), NOW);

        // When
        var view = tracker.update(look(30, ranges, Map.of(0, 40L, 1, 5L)), Map.of(), NOW.plusSeconds(30));

        // Then
        assertThat(view.groups().getFirst().partitions())
                .extracting(StreamView.Partition::progressAge)
                .containsExactly(30.0, 0.0);
    }

    @Test
    void ratesGiveTheTimeUntilTheBacklogIsGone() {
        // Given
        tracker.update(look(0, Map.of(0, new Broker.Range(0, 1000)), Map.of(0, 0L)), Map.of(), NOW);

        // When: 10 s later 20 have come and 120 are done
        var view = tracker.update(
                look(10, Map.of(0, new Broker.Range(0, 1020)), Map.of(0, 120L)), Map.of(), NOW.plusSeconds(10));

        // Then
        var group = view.groups().getFirst();
        assertThat(view.arrival()).isEqualTo(2, within(1e-9));
        assertThat(group.consumption()).isEqualTo(12, within(1e-9));
        assertThat(group.drainSeconds()).isEqualTo(900 / 10.0, within(1e-9));
        assertThat(group.growing()).isFalse();
    }

    private static Look look(int second, Map<Integer, Broker.Range> ranges, Map<Integer, Long> committed) {
        return new Look(Duration.ofSeconds(second).toNanos(), ranges, Map.of("w-1.0", new Look.Group(1, committed)));
    }
}
