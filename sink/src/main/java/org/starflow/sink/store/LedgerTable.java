package org.starflow.sink.store;

import org.starflow.sink.record.QuarantinedRecord;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.record.RejectRecord;
import org.starflow.sink.record.ResultRecord;
import org.starflow.sink.record.SinkRecord;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Table {@code ledger}: one row for each outcome of an input. */
final class LedgerTable {
    private static final String ENTER = "INSERT INTO ledger (source_topic, source_partition, source_offset, model_name,"
            + " model_version, outcome, record_partition, record_offset, spectrum_id, trace_id)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private LedgerTable() {}

    static void enter(Connection connection, List<SinkRecord> records) throws SQLException {
        try (var statement = connection.prepareStatement(ENTER)) {
            for (SinkRecord record : records) {
                switch (record) {
                    case ResultRecord r -> {
                        var model = r.inference().getModel();
                        add(statement, r.source(), model.getName(), model.getVersion(), "inferred", r.position());
                        statement.setString(9, r.inference().getSpectrumId());
                        statement.setString(10, r.traceId().orElse(null));
                        statement.addBatch();
                    }
                    case RejectRecord r -> {
                        add(statement, r.source(), r.modelName(), r.modelVersion(), "rejected", r.position());
                        statement.setNull(9, Types.VARCHAR);
                        statement.setString(10, r.traceId().orElse(null));
                        statement.addBatch();
                    }
                    case QuarantinedRecord q -> {
                        // It says nothing that can be trusted: its input shows up as missing until somebody looks.
                    }
                }
            }
            statement.executeBatch();
        }
    }

    private static void add(
            PreparedStatement statement,
            RecordPosition source,
            String model,
            String version,
            String outcome,
            RecordPosition record)
            throws SQLException {
        statement.setString(1, source.topic());
        statement.setInt(2, source.partition());
        statement.setLong(3, source.offset());
        statement.setString(4, model);
        statement.setString(5, version);
        statement.setString(6, outcome);
        statement.setInt(7, record.partition());
        statement.setLong(8, record.offset());
    }
}
