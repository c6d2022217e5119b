package org.starflow.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run did and found.
 *
 * @param options of the run
 * @param started when the first spectrum was sent
 * @param length from there until the checks began
 * @param spectra how many were sent
 * @param planned the schedule as far as it came
 * @param faults what was done
 * @param invariants what was checked; none when the run was interrupted
 * @param endings services that ended although no fault had asked for it, as their documentation says
 * @param interrupted whether it was ended by a person
 */
public record ChaosReport(
        ChaosOptions options,
        Instant started,
        Duration length,
        int spectra,
        List<Planned> planned,
        List<FaultRecord> faults,
        List<Invariant> invariants,
        List<String> endings,
        boolean interrupted) {

    /** Whether every invariant holds and every fault had the effect that it must have. */
    public boolean isGood() {
        return !interrupted && !invariants.isEmpty() && invariants.stream().allMatch(Invariant::holds);
    }
}
