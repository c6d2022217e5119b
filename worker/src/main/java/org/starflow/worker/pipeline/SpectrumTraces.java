package org.starflow.worker.pipeline;

import org.starflow.schemas.telemetry.OpenSpan;
import org.starflow.schemas.telemetry.TraceParent;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.schemas.telemetry.Tracing.Kind;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Spans of the spectra of one transaction: {@code worker process} from poll to commit, below it what the stages did. A result
 * or reject continues the trace of its spectrum; with tracing off, in the span of the producer.
 */
final class SpectrumTraces {
    private record Begun(OpenSpan span, RawBatch batch) {}

    private final Tracing tracing;
    private final Map<SourceRecord, Begun> spans = new IdentityHashMap<>();

    SpectrumTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Begins the span of an outcome and hands its context to the record that tells it. */
    Outbound begin(Outbound outbound, RawBatch batch) {
        if (tracing.on()) {
            var source = outbound.source().record();
            var span = tracing.start(
                            "worker process", Kind.CONSUMER, TraceParent.of(source.headers()), batch.polledNanos())
                    .set("starflow.spectrum_id", SpectrumIds.of(outbound.outcome()))
                    .set("messaging.system", "kafka")
                    .set("messaging.destination.name", source.topic())
                    .set("messaging.destination.partition.id", Integer.toString(source.partition()))
                    .set("messaging.kafka.offset", Long.toString(source.offset()))
                    .set("starflow.batch_size", Integer.toString(batch.records().size()));
            if (outbound.outcome() instanceof Refused refused) {
                span.set("starflow.reject_code", refused.code().name()).failed(refused.message());
            }
            spans.put(outbound.source(), new Begun(span, batch));
        }
        return continued(outbound);
    }

    /** The context of the span that has begun, in another record that tells the same outcome. */
    Outbound continued(Outbound outbound) {
        Begun begun = spans.get(outbound.source());
        if (begun != null) {
            begun.span().context().put(outbound.record().headers());
        }
        return outbound;
    }

    /** Ends the spans of what was committed; what was not is read again, here or elsewhere, and is traced then. */
    void end(Collection<Outbound> committed, long commitStart) {
        if (spans.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (Outbound outbound : committed) {
            Begun begun = spans.get(outbound.source());
            OpenSpan span = begun.span();
            for (RawBatch.Worked step : begun.batch().worked()) {
                below(span, step.stage(), step.start(), step.end());
            }
            below(span, "commit", commitStart, now);
            span.end(now);
        }
    }

    private void below(OpenSpan span, String stage, long start, long end) {
        tracing.start("worker " + stage, Kind.INTERNAL, Optional.of(span.context()), start)
                .end(end);
    }
}
