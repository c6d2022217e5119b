package org.starflow.sink.api;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.console.ConsoleMonitor;
import org.starflow.sink.console.ConsoleViews;
import org.starflow.sink.problem.ProblemException;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The stream as it is now, once or as server-sent events. */
@Path("/api/v1/console")
@Tag(name = "status")
public class ConsoleResource {
    static final int MOST_LISTENERS = 100;

    private final ConsoleMonitor monitor;
    private final SinkConfig config;
    private final Semaphore listeners = new Semaphore(MOST_LISTENERS);

    ConsoleResource(ConsoleMonitor monitor, SinkConfig config) {
        this.monitor = monitor;
        this.config = config;
    }

    /** State, lag, workers and the last half hour. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "State of the stream and its last half hour",
            description =
                    "Answers also while broker, registry or database are away: 'dependencies' says since when and why; figures are the last known.")
    public ConsoleViews.Report report() {
        return monitor.report();
    }

    /** The same state, again and again. */
    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(summary = "State of the stream as server-sent events, one every two seconds")
    public Multi<ConsoleViews.State> events() {
        if (!listeners.tryAcquire()) {
            throw new ProblemException(
                    503, "%d pages listen already; close some, or ask /api/v1/console.".formatted(MOST_LISTENERS));
        }
        var once = new AtomicBoolean();
        return Multi.createFrom()
                .ticks()
                .every(config.stream().interval())
                .onOverflow()
                .drop()
                .map(_ -> monitor.state())
                .onTermination()
                .invoke(() -> {
                    if (once.compareAndSet(false, true)) {
                        listeners.release();
                    }
                });
    }
}
