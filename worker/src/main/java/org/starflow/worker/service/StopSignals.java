package org.starflow.worker.service;

import sun.misc.Signal;

/**
 * SIGTERM and SIGINT end the worker with code 0, once it has stopped: the JVM's own handler would end it with 143 or 130,
 * which an orchestrator takes for a failure, and would not notice a second signal.
 */
final class StopSignals {
    private StopSignals() {}

    static void install(Runnable stop) {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                Signal.handle(new Signal(name), signal -> stop.run());
            } catch (IllegalArgumentException e) {
                // The platform has no such signal, or keeps it to itself (-Xrs): its own handling stays.
                continue;
            }
        }
    }
}
