package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that can not be read or stored.
 *
 * @param raw the record as it came
 * @param reason why, one sentence
 */
public record QuarantinedRecord(ConsumerRecord<byte[], byte[]> raw, String reason) implements SinkRecord {}
