package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.sink.dependency.Dependencies;
import org.starflow.sink.dependency.Dependency;
import org.starflow.sink.dependency.DependencyState;
import org.starflow.sink.stream.StreamState;

/** How far the workers are. */
@Path("/api/v1/stream")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class StreamResource {
    private final StreamState state;
    private final Dependencies dependencies;

    StreamResource(StreamState state, Dependencies dependencies) {
        this.state = state;
        this.dependencies = dependencies;
    }

    /** The latest look at the spectra topic. */
    @GET
    @Operation(summary = "Lag, rates, ages and the time until the backlog is gone, at most a few seconds old")
    public StreamViews.Stream stream() {
        DependencyState broker = dependencies.state(Dependency.BROKER);
        return StreamViews.of(state.view(), broker.sentence().orElse(null));
    }
}
