package org.starflow.sink.store;

import org.starflow.sink.record.HeaderJson;
import org.starflow.sink.record.RejectRecord;
import org.starflow.sink.record.Storable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Table {@code reject}: refused inputs with their bytes. */
final class RejectTable {
    private static final String INSERT =
            "INSERT INTO reject (source_topic, source_partition, source_offset, model_name,"
                    + " model_version, code, reason, exception_class, spectrum_id, key, value, value_size, headers,"
                    + " record_partition, record_offset, rejected_at, received_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, now()) ON CONFLICT DO NOTHING";

    private RejectTable() {}

    /** Writes rejects that are not there; gives their number. */
    static int write(Connection connection, List<RejectRecord> rejects, int valueLimit) throws SQLException {
        int written = 0;
        try (var statement = connection.prepareStatement(INSERT)) {
            for (RejectRecord reject : rejects) {
                bind(statement, reject, valueLimit);
                written += statement.executeUpdate();
            }
        }
        return written;
    }

    private static void bind(PreparedStatement statement, RejectRecord reject, int valueLimit) throws SQLException {
        byte[] value = reject.raw().value();
        statement.setString(1, Storable.text(reject.source().topic()));
        statement.setInt(2, reject.source().partition());
        statement.setLong(3, reject.source().offset());
        statement.setString(4, Storable.text(reject.modelName()));
        statement.setString(5, Storable.text(reject.modelVersion()));
        statement.setString(6, Storable.text(reject.code()));
        statement.setString(7, Storable.text(reject.reason()));
        statement.setString(8, reject.exceptionClass().map(Storable::text).orElse(null));
        statement.setString(9, reject.spectrumId().map(Storable::text).orElse(null));
        statement.setBytes(10, reject.raw().key());
        if (value == null || value.length > valueLimit) {
            statement.setNull(11, Types.BINARY);
        } else {
            statement.setBytes(11, value);
        }
        statement.setInt(12, value == null ? -1 : value.length);
        statement.setString(13, HeaderJson.write(reject.raw().headers()));
        statement.setInt(14, reject.position().partition());
        statement.setLong(15, reject.position().offset());
        statement.setObject(16, Times.utc(reject.rejectedAt()));
    }
}
