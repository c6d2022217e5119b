package org.starflow.sink.access;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Asks the gate before every request to the API. */
public class ReadFilter {
    private final Gate gate;

    ReadFilter(Gate gate) {
        this.gate = gate;
    }

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().startsWith("/api/")) {
            gate.requireReader();
        }
    }
}
