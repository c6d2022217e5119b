package org.starflow.producer.publish;

/** Where the broker has put a record. */
public record Delivery(String topic, int partition, long offset, long timestamp) {}
