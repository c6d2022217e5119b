package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.telemetry.TraceParent;

import java.util.Optional;

/** What a record of the result or reject topic turned out to be. */
public sealed interface SinkRecord permits ResultRecord, RejectRecord, QuarantinedRecord {
    /** The record as it came, so that it can be kept whatever happens to it. */
    ConsumerRecord<byte[], byte[]> raw();

    /** Identifier of the spectrum, where the record or a header gives it. */
    default Optional<String> spectrumId() {
        return HeaderText.last(raw().headers(), RecordHeaders.SPECTRUM_ID);
    }

    /** Trace of the spectrum, where a header gives it. */
    default Optional<String> traceId() {
        return TraceParent.of(raw().headers()).map(TraceParent::traceId);
    }

    /** Where the record lies. */
    default RecordPosition position() {
        return RecordPosition.of(raw());
    }
}
