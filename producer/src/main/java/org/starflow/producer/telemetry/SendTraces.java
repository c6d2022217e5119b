package org.starflow.producer.telemetry;

import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.telemetry.OpenSpan;
import org.starflow.schemas.telemetry.TraceParent;
import org.starflow.schemas.telemetry.TraceSettings;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.schemas.telemetry.Tracing.Kind;

import java.util.Optional;

/**
 * The first span of each spectrum, {@code producer send}, until the broker has it. It begins a trace, or goes on with that
 * of the environment variable {@code TRACEPARENT} of whoever called.
 */
public final class SendTraces implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SendTraces.class);

    private final Tracing tracing;
    private final Optional<TraceParent> caller;

    /** Traces of a caller, or of nobody. */
    public SendTraces(Tracing tracing, Optional<TraceParent> caller) {
        this.tracing = tracing;
        this.caller = caller;
    }

    /** As configured by {@code starflow.traces.*}. */
    public static SendTraces configured() {
        var config = ConfigProvider.getConfig();
        var settings = TraceSettings.of(
                config.getOptionalValue("starflow.traces.endpoint", String.class),
                config.getOptionalValue("starflow.traces.ratio", Double.class).orElse(1.0));
        return new SendTraces(
                Tracing.open("starflow-producer", settings), TraceParent.parse(System.getenv("TRACEPARENT")));
    }

    /** Begins to send a spectrum. */
    public OpenSpan begin(String spectrumId, String topic) {
        return tracing.start("producer send", Kind.PRODUCER, caller, System.nanoTime())
                .set("starflow.spectrum_id", spectrumId)
                .set("messaging.system", "kafka")
                .set("messaging.destination.name", topic);
    }

    /** The broker has the spectrum. */
    public void sent(OpenSpan span, String spectrumId, String place) {
        span.end(System.nanoTime());
        LOG.atInfo()
                .addKeyValue("spectrum_id", spectrumId)
                .addKeyValue("trace_id", span.context().traceId())
                .addKeyValue("record", place)
                .log("Spectrum sent");
    }

    /** The broker will not have it. */
    public void failed(OpenSpan span, String spectrumId, Throwable cause) {
        span.failed(cause.toString()).end(System.nanoTime());
        LOG.atInfo()
                .addKeyValue("spectrum_id", spectrumId)
                .addKeyValue("trace_id", span.context().traceId())
                .addKeyValue("cause", cause)
                .log("Spectrum not sent");
    }

    @Override
    public void close() {
        tracing.close();
    }
}
