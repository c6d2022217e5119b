package org.starflow.schemas.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sends spans in the background; a receiver that is away or slow costs spans, never time of the stream. */
final class OtlpTracing implements Tracing {
    private static final long CLOSE_SECONDS = 5;
    private static final long SEND_EVERY_MILLIS = 1000;
    private static final long TIMEOUT_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final long epochMinusNanoTime;

    private OtlpTracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("org.starflow");
        Instant now = Instant.now();
        this.epochMinusNanoTime = now.getEpochSecond() * 1_000_000_000L + now.getNano() - System.nanoTime();
    }

    static OtlpTracing open(String service, TraceSettings settings) {
        var exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint().orElseThrow().toString())
                .setTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                // Tries in the background would outlive close(), and the next batch is a second away.
                .setRetryPolicy(null)
                .build();
        return new OtlpTracing(SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), service))))
                .setSampler(Sampler.traceIdRatioBased(settings.ratio()))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SEND_EVERY_MILLIS, TimeUnit.MILLISECONDS)
                        .build())
                .build());
    }

    @Override
    public boolean on() {
        return true;
    }

    @Override
    public OpenSpan start(String name, Kind kind, Optional<TraceParent> parent, long startNanos) {
        Span span = tracer.spanBuilder(name)
                .setParent(parent.map(OtlpTracing::context).orElse(Context.root()))
                .setSpanKind(SpanKind.valueOf(kind.name()))
                .setStartTimestamp(epoch(startNanos), TimeUnit.NANOSECONDS)
                .startSpan();
        return new Otlp(span);
    }

    @Override
    public void close() {
        provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private long epoch(long nanoTime) {
        return epochMinusNanoTime + nanoTime;
    }

    private static Context context(TraceParent parent) {
        var flags = parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        parent.traceId(), parent.spanId(), flags, TraceState.getDefault())));
    }

    private final class Otlp implements OpenSpan {
        private final Span span;

        private Otlp(Span span) {
            this.span = span;
        }

        @Override
        public TraceParent context() {
            var context = span.getSpanContext();
            return new TraceParent(context.getTraceId(), context.getSpanId(), context.isSampled());
        }

        @Override
        public OpenSpan set(String key, String value) {
            span.setAttribute(key, value);
            return this;
        }

        @Override
        public OpenSpan failed(String why) {
            span.setStatus(StatusCode.ERROR, why);
            return this;
        }

        @Override
        public void end(long endNanos) {
            span.end(epoch(endNanos), TimeUnit.NANOSECONDS);
        }
    }
}
