package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A record of the topic of spectra as it was polled.
 *
 * @param epoch number of the assignment of its partition in which it was read: another assignment reads it again
 * @param sequence position among the records of its partition in that assignment, from 0 without a gap (offsets have
 *     gaps where transaction markers or compacted records were)
 */
record SourceRecord(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, long epoch, long sequence) {
    long offset() {
        return record.offset();
    }

    /** Bytes of key and value. */
    int bytes() {
        return Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
    }
}
