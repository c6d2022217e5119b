package org.starflow.local.chaos;

import org.apache.kafka.common.TopicPartition;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far the database says that it has read, and what it holds, in one snapshot. */
final class StoredOffsets {

    private final Database database;

    StoredOffsets(Database database) {
        this.database = database;
    }

    /**
     * Both at one moment.
     *
     * @param next offset of each partition of results and rejects
     * @param held offsets of the outcomes in the ledger
     */
    record Snapshot(Map<TopicPartition, Long> next, Map<TopicPartition, Set<Long>> held) {

        /** Records before the stored offset that the ledger does not hold. */
        List<String> aheadOf(OutcomeReader reader) {
            var violations = new ArrayList<String>();
            next.forEach((partition, offset) -> reader.before(partition, offset).stream()
                    .filter(known -> !held.getOrDefault(partition, Set.of()).contains(known))
                    .forEach(known -> violations.add(Instant.now() + " the database stood at offset " + offset + " of "
                            + partition + " without the outcome at " + known)));
            return violations;
        }
    }

    Snapshot read() throws SQLException {
        var next = new HashMap<TopicPartition, Long>();
        var held = new HashMap<TopicPartition, Set<Long>>();
        try (Connection connection = database.open();
                Statement statement = connection.createStatement()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery("SELECT topic, partition, next_offset FROM consumer_offset")) {
                while (rows.next()) {
                    next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT outcome, record_partition, record_offset FROM ledger")) {
                while (rows.next()) {
                    String topic = "inferred".equals(rows.getString(1)) ? Topics.INFERENCES : Topics.REJECTS;
                    held.computeIfAbsent(new TopicPartition(topic, rows.getInt(2)), _ -> new HashSet<>())
                            .add(rows.getLong(3));
                }
            }
            connection.rollback();
        }
        return new Snapshot(next, held);
    }
}
