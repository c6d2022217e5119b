package org.starflow.local.cli;

import org.starflow.local.process.Ports;
import org.starflow.local.state.PortBook;
import org.starflow.local.state.ProcessEntry;

import java.util.Optional;

/** Where Prometheus looks for a producer. A second producer at the same time goes without. */
final class ProducerMetricsPort {

    static final String VARIABLE = "STARFLOW_PRODUCER_METRICS_PORT";
    static final String NAME = "producer-metrics";

    private ProducerMetricsPort() {}

    /** The port for a producer that starts now; empty when no Prometheus looks, or another producer has it. */
    static Optional<Integer> of(RunningStack stack) {
        boolean watched = stack.state()
                .process("prometheus")
                .filter(ProcessEntry::isRunning)
                .isPresent();
        return watched && System.getenv(VARIABLE) == null
                ? PortBook.of(stack.home()).remembered(NAME).filter(Ports::isFree)
                : Optional.empty();
    }
}
