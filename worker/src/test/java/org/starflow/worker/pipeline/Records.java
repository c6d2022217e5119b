package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Records for tests. */
final class Records {
    static final String TOPIC = "starflow.spectra";
    static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
    static final TopicPartition P1 = new TopicPartition(TOPIC, 1);

    private Records() {}

    static SourceRecord source(TopicPartition partition, long offset, long epoch, long sequence) {
        return new SourceRecord(record(partition, offset, "spectrum"), partition, epoch, sequence);
    }

    static SourceRecord source(long offset) {
        return source(P0, offset, 1, offset);
    }

    static SourceRecord source(byte[] value) {
        return new SourceRecord(record(P0, 7, value), P0, 1, 0);
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, String value) {
        return record(partition, offset, value.getBytes(StandardCharsets.UTF_8));
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, byte[] value) {
        var headers = new RecordHeaders();
        headers.add("starflow-spectrum-id", "HD 140283".getBytes(StandardCharsets.UTF_8));
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                3,
                value == null ? -1 : value.length,
                "key".getBytes(StandardCharsets.UTF_8),
                value,
                headers,
                Optional.of(4));
    }
}
