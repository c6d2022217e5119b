package org.starflow.sink.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.record.HeaderJson;
import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.Storable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Table {@code quarantine}: records that could not be read or stored. */
final class QuarantineTable {
    private static final Logger LOGGER = LoggerFactory.getLogger(QuarantineTable.class);
    private static final String INSERT = "INSERT INTO quarantine (topic, partition, record_offset, reason, key, value,"
            + " headers, received_at) VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, now()) ON CONFLICT DO NOTHING";

    private QuarantineTable() {}

    /** Writes records that are not there; gives their number. */
    static int write(Connection connection, List<QuarantinedRecord> records) throws SQLException {
        int written = 0;
        try (var statement = connection.prepareStatement(INSERT)) {
            for (QuarantinedRecord record : records) {
                statement.setString(1, record.position().topic());
                statement.setInt(2, record.position().partition());
                statement.setLong(3, record.position().offset());
                statement.setString(4, Storable.text(record.reason()));
                statement.setBytes(5, record.raw().key());
                statement.setBytes(6, record.raw().value());
                statement.setString(7, HeaderJson.write(record.raw().headers()));
                written += statement.executeUpdate();
                LOGGER.atWarn()
                        .addKeyValue("record", record.position())
                        .addKeyValue("reason", record.reason())
                        .log("Record put in quarantine");
            }
        }
        return written;
    }
}
