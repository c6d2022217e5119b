package org.starflow.sink.store;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.record.HeaderJson;
import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.record.Storable;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Table {@code quarantine}: records that could not be read or stored. */
public final class QuarantineTable {
    private static final Logger LOGGER = LoggerFactory.getLogger(QuarantineTable.class);
    private static final String INSERT = "INSERT INTO quarantine (topic, partition, record_offset, reason, key, value,"
            + " headers, received_at) VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, now()) ON CONFLICT DO NOTHING";
    private static final String SELECT = "SELECT topic, partition, record_offset, reason, key, value, headers,"
            + " received_at FROM quarantine WHERE (topic, partition, record_offset) > (?, ?, ?)"
            + " ORDER BY topic, partition, record_offset LIMIT ?";
    private static final String DELETE =
            "DELETE FROM quarantine WHERE topic = ? AND partition = ? AND record_offset = ?";

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
                        .addKeyValue("spectrum_id", record.spectrumId().orElse("unknown"))
                        .addKeyValue("record", record.position())
                        .addKeyValue("reason", record.reason())
                        .log("Record put in quarantine");
            }
        }
        return written;
    }

    /** Records after a position, in the order of topic, partition and offset. Their time is that of their arrival here. */
    public static List<QuarantinedRecord> after(Connection connection, Optional<RecordPosition> position, int limit)
            throws SQLException {
        var from = position.orElse(new RecordPosition("", -1, -1));
        return Sql.list(
                connection,
                SELECT,
                List.of(from.topic(), from.partition(), from.offset(), limit),
                QuarantineTable::record);
    }

    /** How many there are. */
    public static long count(Connection connection) throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM quarantine");
    }

    static void delete(Connection connection, RecordPosition position) throws SQLException {
        Sql.update(connection, DELETE, position.topic(), position.partition(), position.offset());
    }

    private static QuarantinedRecord record(ResultSet row) throws SQLException {
        byte[] key = row.getBytes("key");
        byte[] value = row.getBytes("value");
        RecordHeaders headers;
        try {
            headers = new RecordHeaders(HeaderJson.read(row.getString("headers")));
        } catch (IOException e) {
            throw new IllegalStateException("Headers of a record in quarantine", e);
        }
        long received =
                row.getObject("received_at", OffsetDateTime.class).toInstant().toEpochMilli();
        var raw = new ConsumerRecord<>(
                row.getString("topic"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                received,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                headers,
                Optional.empty());
        return new QuarantinedRecord(raw, row.getString("reason"));
    }
}
