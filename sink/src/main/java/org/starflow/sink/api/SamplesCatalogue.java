package org.starflow.sink.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Sql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads thinned posterior samples. */
@ApplicationScoped
class SamplesCatalogue {
    private final Database database;

    SamplesCatalogue(Database database) {
        this.database = database;
    }

    /**
     * Samples in the units of their labels.
     *
     * @param labels keys, in the order of each sample
     * @param values [sample][label]
     */
    record Samples(List<String> labels, int n, float[][] values) {}

    Optional<Samples> of(String spectrumId, String model, String version) throws SQLException {
        return database.read(connection -> Sql.list(
                        connection,
                        "SELECT n, label_order, samples, shift, scale FROM result_samples"
                                + " WHERE spectrum_id = ? AND model_name = ? AND model_version = ?",
                        List.of(spectrumId, model, version),
                        SamplesCatalogue::read)
                .stream()
                .findFirst());
    }

    private static Samples read(ResultSet row) throws SQLException {
        String[] labels = (String[]) row.getArray("label_order").getArray();
        Double[] shift = (Double[]) row.getArray("shift").getArray();
        Double[] scale = (Double[]) row.getArray("scale").getArray();
        return decode(List.of(labels), row.getInt("n"), row.getBytes("samples"), shift, scale);
    }

    static Samples decode(List<String> labels, int n, byte[] packed, Double[] shift, Double[] scale) {
        var halves = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        int complete = Math.min(n, halves.remaining() / labels.size());
        var values = new float[complete][labels.size()];
        for (float[] sample : values) {
            for (int d = 0; d < sample.length; d++) {
                sample[d] = (float) (shift[d] + scale[d] * Float.float16ToFloat(halves.get()));
            }
        }
        return new Samples(labels, complete, values);
    }
}
