package org.starflow.model.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Time of one item.
 *
 * @param wallMs on the clock, with whatever else the machine does
 * @param cpuMs of all threads of this process; the figure to compare between machines that are not idle
 */
record Measurement(double wallMs, double cpuMs) {
    double perSecond() {
        return 1e3 / wallMs;
    }

    void write(ObjectNode node) {
        node.put("wall_ms", wallMs).put("cpu_ms", cpuMs).put("per_second", perSecond());
    }
}
