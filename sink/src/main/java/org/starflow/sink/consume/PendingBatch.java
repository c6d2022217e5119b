package org.starflow.sink.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.starflow.sink.record.RecordDecoder;
import org.starflow.sink.record.RegistryAwayException;
import org.starflow.sink.record.SinkRecord;
import org.starflow.sink.store.OffsetMove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The records of one poll until they are stored, with the offsets after them (which may lie beyond transaction markers). */
final class PendingBatch {
    private final List<ConsumerRecord<byte[], byte[]>> raw = new ArrayList<>();
    private final List<SinkRecord> decoded = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> next;

    PendingBatch(ConsumerRecords<byte[], byte[]> records) {
        records.forEach(raw::add);
        next = new HashMap<>(records.nextOffsets());
    }

    /** Forgets partitions that this instance no longer owns; another one reads them from the database's offsets. */
    void drop(Collection<TopicPartition> partitions) {
        partitions.forEach(next::remove);
        raw.removeIf(record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
        decoded.removeIf(record -> partitions.contains(
                new TopicPartition(record.raw().topic(), record.raw().partition())));
    }

    boolean isEmpty() {
        return next.isEmpty();
    }

    /** Decodes what is not decoded yet, and goes on after it when it is called again. */
    List<SinkRecord> decode(RecordDecoder decoder) throws RegistryAwayException {
        while (decoded.size() < raw.size()) {
            decoded.add(decoder.decode(raw.get(decoded.size())));
        }
        return List.copyOf(decoded);
    }

    /** The steps from where the database stands; partitions that do not move are left out. */
    List<OffsetMove> moves(Map<TopicPartition, Long> positions) {
        var moves = new ArrayList<OffsetMove>();
        next.forEach((partition, offset) -> {
            Long from = positions.get(partition);
            if (from != null && offset.offset() > from) {
                moves.add(new OffsetMove(partition, from, offset.offset()));
            }
        });
        return List.copyOf(moves);
    }

    Collection<TopicPartition> partitions() {
        return List.copyOf(next.keySet());
    }
}
