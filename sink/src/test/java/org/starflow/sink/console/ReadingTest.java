package org.starflow.sink.console;

import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingTest {
    private static final Instant AT = Instant.parse("2026-11-26T22:00:00Z");

    @Test
    void whatWasKnownStaysAndSoDoesTheTimeOfTheFirstFailure() {
        // Given
        var known = Reading.<Integer>unknown(AT).answered(7, AT.plusSeconds(1));

        // When
        var away = known.failed("connection refused", AT.plusSeconds(5)).failed("timeout", AT.plusSeconds(9));

        // Then
        assertThat(away.up()).isFalse();
        assertThat(away.since()).isEqualTo(AT.plusSeconds(5));
        assertThat(away.value()).contains(7);
        assertThat(away.reason()).contains("timeout");
    }

    @Test
    void whatIsBackIsBackSinceNow() {
        // Given
        var away = Reading.<Integer>unknown(AT).failed("away", AT.plusSeconds(5));

        // When
        var back = away.answered(8, AT.plusSeconds(60)).answered(9, AT.plusSeconds(62));

        // Then
        assertThat(back.up()).isTrue();
        assertThat(back.since()).isEqualTo(AT.plusSeconds(60));
        assertThat(back.reason()).isEmpty();
        assertThat(Outages.database(back).effect()).isNull();
    }

    @Test
    void whoeverReadsThatTheDatabaseIsAwayReadsThatNothingIsLost() {
        // When
        var view = Outages.database(Reading.unknown(AT).failed("Connection refused", AT));

        // Then
        assertThat(view.since()).isEqualTo(AT);
        assertThat(view.reason()).isEqualTo("Connection refused");
        assertThat(view.effect()).contains("Nothing is lost", "results wait in the topic");
    }
}
