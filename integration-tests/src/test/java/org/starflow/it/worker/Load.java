package org.starflow.it.worker;

import org.starflow.it.support.Service;

import java.util.OptionalDouble;

/**
 * What a worker's metrics said while it had too much to do.
 *
 * @param mostLag records that were not committed
 * @param mostInFlight batches between poll and commit
 * @param fewestAssigned partitions
 * @param mostPaused partitions
 */
record Load(double mostLag, double mostInFlight, double fewestAssigned, double mostPaused) {
    static final Load NONE = new Load(0, 0, Double.MAX_VALUE, 0);

    /** With what the worker says now. */
    Load with(Service worker) {
        return new Load(
                Math.max(mostLag, value(worker, "starflow_worker_lag")),
                Math.max(mostInFlight, value(worker, "starflow_worker_in_flight_batches")),
                Math.min(fewestAssigned, value(worker, "starflow_worker_partitions_assigned")),
                Math.max(mostPaused, value(worker, "starflow_worker_partitions_paused")));
    }

    private static double value(Service worker, String metric) {
        OptionalDouble value = worker.metric(metric);
        return value.orElse(0);
    }
}
