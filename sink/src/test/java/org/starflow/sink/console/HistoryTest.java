package org.starflow.sink.console;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryTest {
    private static final Instant START = Instant.parse("2026-11-26T22:00:00Z");

    @Test
    void keepsHalfAnHourInStepsOfFiveSeconds() {
        // Given
        var history = new History();

        // When
        for (int second = 0; second < 4000; second++) {
            history.add(new ConsoleViews.Moment(START.plusSeconds(second), (long) second, 1.0, 1.0, 0L));
        }

        // Then
        var all = history.all();
        assertThat(all).hasSize(361);
        assertThat(all.getFirst().at()).isEqualTo(START.plusSeconds(3995 - 1800));
        assertThat(all.getLast().at()).isEqualTo(START.plusSeconds(3995));
    }
}
