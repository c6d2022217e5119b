package org.starflow.worker.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

import java.util.List;

/**
 * SIGTERM and SIGINT end the worker with code 0, once it has stopped: the JVM's own handler would end it with 143 or 130,
 * which an orchestrator takes for a failure, and would not notice a second signal.
 */
final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private StopSignals() {}

    static void install(Runnable stop) {
        for (String name : List.of("TERM", "INT")) {
            try {
                Signal.handle(new Signal(name), signal -> stop.run());
            } catch (IllegalArgumentException e) { // no such signal here, or the JVM keeps it to itself (-Xrs)
                LOG.atInfo().addKeyValue("signal", name).log("The JVM's own handling of a signal stays.");
            }
        }
    }
}
