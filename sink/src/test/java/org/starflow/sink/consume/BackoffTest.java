package org.starflow.sink.consume;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    @Test
    void waitsDoubleUpToTheLongestAndBeginAnew() {
        // Given
        var backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(1));

        // Then
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(250));
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.failures()).isEqualTo(4);

        // When
        backoff.worked();

        // Then
        assertThat(backoff.failures()).isZero();
        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(250));
    }
}
