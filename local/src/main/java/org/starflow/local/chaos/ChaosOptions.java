package org.starflow.local.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What is broken, for how long, and where things are.
 *
 * @param seed of the spectra and of the schedule
 * @param length how long new faults begin
 * @param steps most steps of the schedule
 * @param kinds of faults
 * @param rate spectra a second
 * @param files most files for the watching producer
 * @param programs to start
 * @param model package of the workers
 * @param folder of the stack; made, and left behind
 * @param report folder of the report
 */
public record ChaosOptions(
        long seed,
        Duration length,
        int steps,
        Set<FaultKind> kinds,
        double rate,
        int files,
        Programs programs,
        Path model,
        Path folder,
        Path report) {

    public ChaosOptions {
        kinds = Set.copyOf(kinds);
        if (!(rate > 0) || rate > 1000) {
            throw new IllegalArgumentException("rate: expected more than 0 and at most 1000, found " + rate);
        }
    }

    /**
     * Jars of the services.
     *
     * @param producer {@code quarkus-run.jar} of the producer
     * @param worker that of the worker
     * @param sink that of the sink
     */
    public record Programs(Path producer, Path worker, Path sink) {}
}
