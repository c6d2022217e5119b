package org.starflow.sink.store;

import org.starflow.v1.PosteriorSamples;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Table {@code result_samples}: the thinned posterior samples of those results that carry them. */
final class SamplesTable {
    private static final String UPSERT = "INSERT INTO result_samples (spectrum_id, model_name, model_version, n,"
            + " label_order, samples, shift, scale) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (spectrum_id, model_name, model_version) DO UPDATE SET n = excluded.n,"
            + " label_order = excluded.label_order, samples = excluded.samples, shift = excluded.shift,"
            + " scale = excluded.scale";

    private SamplesTable() {}

    static void write(Connection connection, List<ResultRow> rows) throws SQLException {
        var carriers = rows.stream()
                .filter(row -> row.record().inference().getSamples() != null)
                .toList();
        if (carriers.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(UPSERT)) {
            for (ResultRow row : carriers) {
                var inference = row.record().inference();
                PosteriorSamples samples = inference.getSamples();
                ResultKey key = row.key();
                statement.setString(1, key.spectrumId());
                statement.setString(2, key.modelName());
                statement.setString(3, key.modelVersion());
                statement.setInt(4, samples.getN());
                statement.setArray(
                        5,
                        connection.createArrayOf(
                                "text", inference.getLabelOrder().toArray()));
                statement.setBytes(6, bytes(samples.getValues()));
                statement.setArray(
                        7,
                        connection.createArrayOf("float8", samples.getOffset().toArray()));
                statement.setArray(
                        8, connection.createArrayOf("float8", samples.getScale().toArray()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
