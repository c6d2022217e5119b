package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a record of the result or reject topic turned out to be. */
public sealed interface SinkRecord permits ResultRecord, RejectRecord, QuarantinedRecord {
    /** The record as it came, so that it can be kept whatever happens to it. */
    ConsumerRecord<byte[], byte[]> raw();

    /** Where the record lies. */
    default RecordPosition position() {
        return RecordPosition.of(raw());
    }
}
