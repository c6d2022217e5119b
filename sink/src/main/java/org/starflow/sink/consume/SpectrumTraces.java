package org.starflow.sink.consume;

import org.starflow.schemas.telemetry.TraceParent;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.schemas.telemetry.Tracing.Kind;
import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.SinkRecord;

import java.util.List;

/** The last span of a spectrum: {@code sink write}, from the first try to store its record until it is stored. */
final class SpectrumTraces {
    private final Tracing tracing;

    SpectrumTraces(Tracing tracing) {
        this.tracing = tracing;
    }

    void stored(List<SinkRecord> records, long startNanos) {
        if (!tracing.on()) {
            return;
        }
        long now = System.nanoTime();
        for (SinkRecord record : records) {
            var raw = record.raw();
            var span = tracing.start("sink write", Kind.CONSUMER, TraceParent.of(raw.headers()), startNanos)
                    .set("messaging.system", "kafka")
                    .set("messaging.destination.name", raw.topic())
                    .set("messaging.destination.partition.id", Integer.toString(raw.partition()))
                    .set("messaging.kafka.offset", Long.toString(raw.offset()))
                    .set("db.system.name", "postgresql");
            record.spectrumId().ifPresent(id -> span.set("starflow.spectrum_id", id));
            if (record instanceof QuarantinedRecord quarantined) {
                span.failed(quarantined.reason());
            }
            span.end(now);
        }
    }
}
