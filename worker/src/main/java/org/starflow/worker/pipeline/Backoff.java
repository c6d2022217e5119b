package org.starflow.worker.pipeline;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that double from the first to the longest, each between half and the whole of its length. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private int attempts;

    Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Length of the next wait. */
    Duration next() {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempts, 20));
        attempts++;
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    /** Waits. */
    void pause() throws InterruptedException {
        Thread.sleep(next());
    }
}
