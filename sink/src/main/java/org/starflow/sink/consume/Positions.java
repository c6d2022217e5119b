package org.starflow.sink.consume;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.OffsetMove;
import org.starflow.sink.store.OffsetTable;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the database stands in each assigned partition. A partition that has just been assigned is held (paused at a
 * position that is never read) until its offset has come from the database.
 */
final class Positions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Positions.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Database database;
    private final SinkMeters meters;
    private final String owner;
    private final Map<TopicPartition, Long> known = new HashMap<>();
    private final Set<TopicPartition> held = new HashSet<>();

    Positions(Consumer<byte[], byte[]> consumer, Database database, SinkMeters meters, String owner) {
        this.consumer = consumer;
        this.database = database;
        this.meters = meters;
        this.owner = owner;
    }

    /** Holds partitions until {@link #settle()}. */
    void hold(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            known.remove(partition);
            held.add(partition);
            consumer.seek(partition, 0);
        }
        consumer.pause(partitions);
    }

    void forget(Collection<TopicPartition> partitions) {
        partitions.forEach(known::remove);
        held.removeAll(partitions);
    }

    boolean settled() {
        return held.isEmpty();
    }

    Map<TopicPartition, Long> known() {
        return known;
    }

    void moved(List<OffsetMove> moves) {
        moves.forEach(move -> known.put(move.partition(), move.to()));
    }

    /** Seeks held partitions to where the database stands. */
    void settle() throws SQLException, BlockedException {
        if (held.isEmpty()) {
            return;
        }
        var begins = consumer.beginningOffsets(held);
        Map<TopicPartition, Long> stored = database.write(connection -> {
            for (var begin : begins.entrySet()) {
                OffsetTable.enter(connection, begin.getKey(), begin.getValue(), owner);
            }
            return OffsetTable.all(connection);
        });
        var ends = consumer.endOffsets(held);
        var settling = Set.copyOf(held);
        for (TopicPartition partition : settling) {
            long next = stored.get(partition);
            if (next > ends.get(partition)) {
                throw new BlockedException(
                        "The database has stored %s up to offset %d, but the topic ends at %d: is this the database of another broker?"
                                .formatted(partition, next, ends.get(partition)));
            }
            long begin = begins.get(partition);
            start(partition, next < begin ? skip(partition, next, begin) : next);
        }
        LOGGER.atInfo().addKeyValue("partitions", settling).log("Reading from the database's offsets");
    }

    private void start(TopicPartition partition, long offset) {
        consumer.seek(partition, offset);
        consumer.resume(List.of(partition));
        known.put(partition, offset);
        held.remove(partition);
        LOGGER.atDebug()
                .addKeyValue("partition", partition)
                .addKeyValue("offset", offset)
                .log("Reading from the database's offset");
    }

    private long skip(TopicPartition partition, long next, long begin) throws SQLException {
        database.write(connection -> {
            OffsetTable.move(connection, List.of(new OffsetMove(partition, next, begin)), owner);
            return null;
        });
        meters.skipped(begin - next);
        LOGGER.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("from", next)
                .addKeyValue("to", begin)
                .log("Retention deleted records before they were stored");
        return begin;
    }
}
