package org.starflow.sink.store;

import org.apache.kafka.common.TopicPartition;

/** Another sink has moved a partition on: what this one was about to write is stored, or will be, by the other. */
public final class FencedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FencedException(TopicPartition partition, long expected) {
        super("Partition %s is no longer at offset %d in the database: another sink has moved it."
                .formatted(partition, expected));
    }
}
