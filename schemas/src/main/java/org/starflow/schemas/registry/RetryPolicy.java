package org.starflow.schemas.registry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with full jitter, so that many clients do not come back to a registry at the same moment.
 *
 * @param maxRetries rounds over all registries after the first
 * @param firstWait upper limit of the first wait; doubles with each round
 * @param maxWait upper limit of every wait
 */
record RetryPolicy(int maxRetries, Duration firstWait, Duration maxWait) {
    private static final int MAX_DOUBLINGS = 20;

    /** Wait before a round (from 1); at least what the registry asked for, never more than {@code maxWait}. */
    Duration backoff(int round, Duration askedFor) {
        long ceiling = Math.min(maxWait.toMillis(), firstWait.toMillis() << Math.min(round - 1, MAX_DOUBLINGS));
        long jittered = ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1);
        return Duration.ofMillis(Math.min(maxWait.toMillis(), Math.max(jittered, askedFor.toMillis())));
    }
}
