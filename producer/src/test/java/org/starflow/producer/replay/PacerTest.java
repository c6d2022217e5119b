package org.starflow.producer.replay;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class PacerTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong(77);

    @Test
    void dividesThePausesByTheFactor() {
        // Given
        var pacer = new Pacer(4, clock::get);

        // When // Then
        assertThat(pacer.waitNanos(10_000)).isZero();
        assertThat(pacer.waitNanos(10_400)).isEqualTo(100 * MILLI);
        clock.addAndGet(60 * MILLI);
        assertThat(pacer.waitNanos(10_400)).isEqualTo(40 * MILLI);
        clock.addAndGet(500 * MILLI);
        assertThat(pacer.waitNanos(10_800)).as("late: catch up").isZero();
        assertThat(pacer.waitNanos(9_000)).as("time goes back").isZero();
    }

    @Test
    void neverWaitsWithAFactorOfZero() {
        // Given
        var pacer = new Pacer(0, clock::get);
        pacer.waitNanos(0);

        // When // Then
        assertThat(pacer.waitNanos(1_000_000)).isZero();
    }
}
