package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.Map;

/** Numbers polled records within their assignment, and knows where polling stands. Poll thread only. */
final class Positions {
    private record Position(long epoch, long nextSequence, long firstOffset, long nextOffset) {}

    private final Map<TopicPartition, Position> positions = new HashMap<>();

    SourceRecord take(ConsumerRecord<byte[], byte[]> record, TopicPartition partition, long epoch) {
        Position before = positions.get(partition);
        boolean first = before == null || before.epoch() != epoch;
        long sequence = first ? 0 : before.nextSequence();
        positions.put(
                partition,
                new Position(epoch, sequence + 1, first ? record.offset() : before.firstOffset(), record.offset() + 1));
        return new SourceRecord(record, partition, epoch, sequence);
    }

    /** Offsets polled and not committed, given the offset after the last committed record. */
    long uncommitted(TopicPartition partition, CommitTracker tracker) {
        Position position = positions.get(partition);
        if (position == null) {
            return 0;
        }
        long committed = Math.max(position.firstOffset(), tracker.nextOffset(partition, position.firstOffset()));
        return Math.max(0, position.nextOffset() - committed);
    }

    void forget(TopicPartition partition) {
        positions.remove(partition);
    }
}
