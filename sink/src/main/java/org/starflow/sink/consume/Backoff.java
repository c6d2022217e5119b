package org.starflow.sink.consume;

import java.time.Duration;

/** Waits that double from a first to a longest one, until something works again. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;
    private int failures;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** How long to wait after one more failure. */
    Duration failed() {
        Duration wait = next;
        failures++;
        next = next.multipliedBy(2).compareTo(longest) > 0 ? longest : next.multipliedBy(2);
        return wait;
    }

    /** Failures since it last worked. */
    int failures() {
        return failures;
    }

    void worked() {
        failures = 0;
        next = first;
    }
}
