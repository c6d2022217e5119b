package org.starflow.sink.console;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DrainTest {
    private static final Instant START = Instant.parse("2026-11-26T22:00:00Z");

    private final Drain drain = new Drain();

    @Test
    void aShrinkingBacklogHasATimeWhenItIsGone() {
        // Given
        drain.note(START, 0, 1000);
        drain.note(START.plusSeconds(10), 50, 1020);

        // When
        var forecast = drain.forecast();

        // Then
        assertThat(forecast.trend()).isEqualTo(Drain.Trend.SHRINKING);
        assertThat(forecast.in()).isEqualTo(2);
        assertThat(forecast.out()).isEqualTo(5);
        assertThat(forecast.seconds().orElseThrow()).isCloseTo(970 / 3.0, within(1e-9));
    }

    @Test
    void aGrowingBacklogHasNone() {
        // Given
        drain.note(START, 0, 100);
        drain.note(START.plusSeconds(10), 10, 150);

        // Then
        assertThat(drain.forecast().trend()).isEqualTo(Drain.Trend.GROWING);
        assertThat(drain.forecast().seconds()).isEmpty();
    }

    @Test
    void nothingThatMovesIsStanding() {
        // Given
        drain.note(START, 10, 100);
        drain.note(START.plusSeconds(30), 10, 100);

        // Then
        assertThat(drain.forecast().trend()).isEqualTo(Drain.Trend.STANDING);
    }

    @Test
    void onlyTheLastMinuteCounts() {
        // Given
        drain.note(START, 0, 10_000);
        drain.note(START.plusSeconds(120), 6000, 10_000);
        drain.note(START.plusSeconds(130), 6010, 10_000);

        // Then
        assertThat(drain.forecast().out()).isEqualTo(1);
    }

    @Test
    void aGroupThatWasSetBackBeginsAnew() {
        // Given
        drain.note(START, 500, 1000);
        drain.note(START.plusSeconds(10), 0, 1000);

        // Then
        assertThat(drain.forecast().trend()).isEqualTo(Drain.Trend.STANDING);
        assertThat(drain.forecast().out()).isZero();
    }

    @Test
    void withoutABacklogThereIsNothingToWaitFor() {
        // Given
        drain.note(START, 90, 90);
        drain.note(START.plusSeconds(20), 100, 100);

        // Then
        assertThat(drain.forecast().trend()).isEqualTo(Drain.Trend.NONE);
        assertThat(drain.forecast().in()).isEqualTo(0.5);
    }
}
