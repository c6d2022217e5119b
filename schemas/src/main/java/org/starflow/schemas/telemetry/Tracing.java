package org.starflow.schemas.telemetry;

import java.util.Optional;

/**
 * Spans on the way of a spectrum. Off by default: then nothing of OpenTelemetry is loaded, no span is made, and only the
 * header {@link TraceParent#HEADER} travels. Times are those of {@link System#nanoTime()}. Thread-safe.
 */
public interface Tracing extends AutoCloseable {
    /** Makes no spans. */
    Tracing OFF = new TracingOff();

    /** What a span is in the exchange of messages. */
    enum Kind {
        PRODUCER,
        CONSUMER,
        INTERNAL
    }

    /**
     * Sends spans by OTLP over HTTP to the endpoint of the settings; {@link #OFF} when these have none.
     *
     * @param service name of the service, such as {@code starflow-worker}
     */
    static Tracing open(String service, TraceSettings settings) {
        return settings.endpoint().isEmpty() ? OFF : OtlpTracing.open(service, settings);
    }

    /** Whether spans are made. */
    boolean on();

    /** Begins a span, of a new trace where there is no parent. */
    OpenSpan start(String name, Kind kind, Optional<TraceParent> parent, long startNanos);

    /** Sends what has not been sent; waits a few seconds at most. */
    @Override
    void close();
}
