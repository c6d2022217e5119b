package org.starflow.worker.pipeline;

import org.apache.kafka.clients.producer.ProducerRecord;

/** An outcome with the record that tells it. */
record Outbound(Outcome outcome, ProducerRecord<byte[], byte[]> record) {
    SourceRecord source() {
        return outcome.source();
    }
}
