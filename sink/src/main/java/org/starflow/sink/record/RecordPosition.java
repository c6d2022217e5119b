package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Position of a record in Kafka.
 *
 * @param topic name of the topic
 * @param partition number of the partition, from 0
 * @param offset offset in the partition, from 0
 */
public record RecordPosition(String topic, int partition, long offset) {
    /** Position of a record that was read. */
    public static RecordPosition of(ConsumerRecord<?, ?> record) {
        return new RecordPosition(record.topic(), record.partition(), record.offset());
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
