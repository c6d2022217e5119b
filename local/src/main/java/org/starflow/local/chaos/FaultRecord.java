package org.starflow.local.chaos;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of a planned fault.
 *
 * @param planned the plan
 * @param begun when it was done
 * @param ended when it was over
 * @param hit what it hit, and what was seen
 * @param recovery from its end until spectra sent after it were in the database, from every partition; null when that
 *     was not reached
 * @param problem why it could not be done, or what went otherwise than it must; empty when all is well
 * @param skipped whether it is not possible on this machine
 */
public record FaultRecord(
        Planned planned, Instant begun, Instant ended, String hit, Duration recovery, String problem, boolean skipped) {

    FaultRecord recovered(Duration time) {
        return new FaultRecord(planned, begun, ended, hit, time, problem, skipped);
    }

    /** Whether it was done and all went as it must. */
    public boolean isDone() {
        return problem.isEmpty() && !skipped;
    }
}
