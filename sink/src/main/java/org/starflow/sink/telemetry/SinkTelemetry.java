package org.starflow.sink.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.starflow.schemas.telemetry.LogLevels;
import org.starflow.schemas.telemetry.TraceSettings;
import org.starflow.schemas.telemetry.Tracing;

import java.util.Optional;

/** Tracing and log levels as beans. */
@ApplicationScoped
public class SinkTelemetry {
    private final Optional<String> endpoint;
    private final double ratio;

    SinkTelemetry(
            @ConfigProperty(name = "starflow.traces.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "starflow.traces.ratio", defaultValue = "1") double ratio) {
        this.endpoint = endpoint;
        this.ratio = ratio;
    }

    @Produces
    @Singleton
    Tracing tracing() {
        return Tracing.open("starflow-sink", TraceSettings.of(endpoint, ratio));
    }

    void close(@Disposes Tracing tracing) {
        tracing.close();
    }

    @Produces
    @Singleton
    LogLevels levels() {
        return new LogLevels();
    }
}
