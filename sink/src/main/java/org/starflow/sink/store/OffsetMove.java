package org.starflow.sink.store;

import org.apache.kafka.common.TopicPartition;

/**
 * A step along one partition.
 *
 * @param partition topic and partition
 * @param from next offset that the database must hold for the step to be ours
 * @param to next offset afterwards
 */
public record OffsetMove(TopicPartition partition, long from, long to) {}
