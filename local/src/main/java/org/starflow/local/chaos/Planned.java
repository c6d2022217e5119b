package org.starflow.local.chaos;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A fault of the schedule.
 *
 * @param step number of its step; faults of one step run at once
 * @param kind what it is
 * @param pause after the recovery from the step before
 * @param hold how long it lasts, where it lasts
 * @param salt chooses the victim and the variant
 */
public record Planned(int step, FaultKind kind, Duration pause, Duration hold, int salt) {

    /** A number from 0 to n − 1; different numbers for different purposes. */
    int choose(String purpose, int n) {
        return new SplittableRandom((long) purpose.hashCode() << 32 | salt).nextInt(n);
    }

    /** A line of the schedule. */
    public String line() {
        return "%d %s pause=%dms hold=%dms salt=%d"
                .formatted(step, kind.label(), pause.toMillis(), hold.toMillis(), salt);
    }
}
