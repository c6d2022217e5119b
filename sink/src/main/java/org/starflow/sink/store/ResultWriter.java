package org.starflow.sink.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.record.ResultRecord;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes results: reads which of their keys are there, and sends what is new or newer in one batched statement. */
final class ResultWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(ResultWriter.class);
    /**
     * Of every model: with the model in the condition, PostgreSQL may take an index that begins with the model, and read
     * all its rows for each key, as long as it has no statistics of a new table.
     */
    private static final String CURRENT = "SELECT spectrum_id, model_name, model_version, source_topic,"
            + " source_partition, source_offset, inferred_at, content_hash FROM result WHERE spectrum_id = ANY (?)";

    private ResultWriter() {}

    static StoreOutcome write(Connection connection, List<ResultRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return StoreOutcome.NONE;
        }
        List<ResultRow> rows = records.stream().map(ResultRow::of).toList();
        var merge = new Merge(current(connection, rows));
        rows.forEach(merge::add);
        upsert(connection, merge.writes());
        SamplesTable.write(connection, merge.writes());
        merge.conflicting().forEach(ResultWriter::warn);
        return merge.outcome();
    }

    private static Map<ResultKey, Merge.Stored> current(Connection connection, List<ResultRow> rows)
            throws SQLException {
        Object[] ids =
                rows.stream().map(row -> row.key().spectrumId()).distinct().toArray();
        var stored = new HashMap<ResultKey, Merge.Stored>();
        try (var statement = connection.prepareStatement(CURRENT)) {
            statement.setArray(1, connection.createArrayOf("text", ids));
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var key = new ResultKey(found.getString(1), found.getString(2), found.getString(3));
                    var source = new RecordPosition(found.getString(4), found.getInt(5), found.getLong(6));
                    Instant inferredAt =
                            found.getObject(7, OffsetDateTime.class).toInstant();
                    stored.put(key, new Merge.Stored(new SourceOrder(source, inferredAt), found.getBytes(8)));
                }
            }
        }
        return stored;
    }

    private static void upsert(Connection connection, List<ResultRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        try (var statement = connection.prepareStatement(ResultTable.UPSERT)) {
            for (ResultRow row : rows) {
                bind(statement, row, now);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, ResultRow row, OffsetDateTime now) throws SQLException {
        int i = 1;
        for (Object value : row.content()) {
            int at = i++;
            switch (value) {
                case null -> Nulls.bind(statement, at, ResultTable.COLUMNS.get(at - 1));
                default -> statement.setObject(at, value);
            }
        }
        ResultRecord record = row.record();
        var model = record.inference().getModel();
        statement.setString(i++, model.getEngineVersion());
        statement.setString(i++, model.getExecutionProvider());
        statement.setObject(i++, record.producedAt().map(Times::utc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setObject(i++, Times.utc(record.inferredAt()));
        statement.setInt(i++, record.position().partition());
        statement.setLong(i++, record.position().offset());
        statement.setBytes(i++, row.hash());
        statement.setObject(i++, now);
        statement.setObject(i, now);
    }

    private static void warn(ResultRow row) {
        LOGGER.atWarn()
                .addKeyValue("spectrum_id", row.key().spectrumId())
                .addKeyValue("model", row.key().modelName() + " " + row.key().modelVersion())
                .addKeyValue("source", row.record().source())
                .addKeyValue("record", row.record().position())
                .log("A second result of the same input says something else; the first stays");
    }
}
