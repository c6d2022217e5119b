package org.starflow.sink.store;

import org.apache.kafka.common.TopicPartition;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Table {@code consumer_offset}: the truth about how far the sink has read. */
public final class OffsetTable {
    private static final String ENTER = "INSERT INTO consumer_offset (topic, partition, next_offset, owner, updated_at)"
            + " VALUES (?, ?, ?, ?, now()) ON CONFLICT (topic, partition) DO NOTHING";
    private static final String MOVE = "UPDATE consumer_offset SET next_offset = ?, owner = ?, updated_at = now()"
            + " WHERE topic = ? AND partition = ? AND next_offset = ?";

    private OffsetTable() {}

    /** Enters a partition at an offset, unless it is known. */
    public static void enter(Connection connection, TopicPartition partition, long offset, String owner)
            throws SQLException {
        try (var statement = connection.prepareStatement(ENTER)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            statement.setLong(3, offset);
            statement.setString(4, owner);
            statement.executeUpdate();
        }
    }

    /** Next offset of every partition. */
    public static Map<TopicPartition, Long> all(Connection connection) throws SQLException {
        var offsets = new HashMap<TopicPartition, Long>();
        try (var statement = connection.prepareStatement("SELECT topic, partition, next_offset FROM consumer_offset");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                offsets.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
        }
        return offsets;
    }

    /**
     * Moves partitions on and locks their rows until the end of the transaction, always in the same order so that two
     * sinks can not lock each other out.
     *
     * @throws FencedException when a partition is not where this sink left it
     */
    public static void move(Connection connection, List<OffsetMove> moves, String owner) throws SQLException {
        var ordered = moves.stream()
                .sorted(Comparator.comparing((OffsetMove m) -> m.partition().topic())
                        .thenComparing(m -> m.partition().partition()))
                .toList();
        try (var statement = connection.prepareStatement(MOVE)) {
            for (OffsetMove move : ordered) {
                statement.setLong(1, move.to());
                statement.setString(2, owner);
                statement.setString(3, move.partition().topic());
                statement.setInt(4, move.partition().partition());
                statement.setLong(5, move.from());
                if (statement.executeUpdate() != 1) {
                    throw new FencedException(move.partition(), move.from());
                }
            }
        }
    }
}
