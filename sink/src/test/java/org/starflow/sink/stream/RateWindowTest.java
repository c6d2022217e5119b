package org.starflow.sink.stream;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateWindowTest {
    private final RateWindow window = new RateWindow();

    @Test
    void nothingIsSaidAfterOneSampleOrAFewSeconds() {
        // When
        add(0, 100);
        add(2, 500);

        // Then
        assertThat(window.perSecond()).isNaN();
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        // Given: 100 a second for a minute, then 10 a second
        for (int second = 0; second <= 60; second += 2) {
            add(second, 100L * second);
        }

        // When
        for (int second = 62; second <= 130; second += 2) {
            add(second, 6000 + 10L * (second - 60));
        }

        // Then
        assertThat(window.perSecond()).isEqualTo(10, within(1e-9));
    }

    @Test
    void aTopicMadeAnewBeginsAgain() {
        // Given
        add(0, 5000);
        add(10, 6000);

        // When
        add(12, 0);

        // Then
        assertThat(window.perSecond()).isNaN();
    }

    private void add(int second, long count) {
        window.add(Duration.ofSeconds(second).toNanos(), count);
    }
}
