package org.starflow.local.chaos;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures how long it takes until a spectrum that was sent after a moment is in the database, in every partition. */
final class RecoveryProbe {

    private static final Logger LOGGER = LoggerFactory.getLogger(RecoveryProbe.class);
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final int PARTITIONS = 4;
    private static final String NEWEST = "SELECT source_partition, max(source_offset) FROM ledger"
            + " WHERE model_version <> '" + Arena.OTHER_VERSION + "' GROUP BY source_partition";

    private final Feeder feeder;
    private final Database database;

    RecoveryProbe(Feeder feeder, Database database) {
        this.feeder = feeder;
        this.database = database;
    }

    /** Null when it takes longer than the patience. */
    Duration await(Instant from, Duration patience) throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (Instant.now().isBefore(deadline)) {
            Map<Integer, Long> first = firstAfter(from);
            if (first.size() == PARTITIONS && stored(first)) {
                return Duration.between(from, Instant.now());
            }
            Thread.sleep(LOOK);
        }
        return null;
    }

    private Map<Integer, Long> firstAfter(Instant from) {
        var first = new HashMap<Integer, Long>();
        List<Sent> sent = feeder.sent();
        for (Sent record : sent) {
            if (record.begun().isAfter(from)) {
                first.merge(record.position().partition(), record.position().offset(), Math::min);
            }
        }
        return first;
    }

    private boolean stored(Map<Integer, Long> first) {
        var newest = new HashMap<Integer, Long>();
        try {
            database.query(NEWEST, row -> newest.put(row.getInt(1), row.getLong(2)));
        } catch (SQLException e) {
            // Another fault has the database now.
            LOGGER.atDebug().addKeyValue("cause", e.getMessage()).log("The database does not answer");
            return false;
        }
        return first.entrySet().stream()
                .allMatch(entry -> newest.getOrDefault(entry.getKey(), -1L) >= entry.getValue());
    }
}
