package org.starflow.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.starflow.schemas.Label;
import org.starflow.schemas.LabelFlag;
import org.starflow.schemas.ResultFlag;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.store.Sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rows of table {@code result} as what the API says. */
final class ResultMapper {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> STEPS = new TypeReference<>() {};

    private ResultMapper() {}

    static Views.Result result(ResultSet row, boolean withCorrelation) throws SQLException {
        return new Views.Result(
                row.getString("spectrum_id"),
                row.getString("target_id"),
                number(row, "ra"),
                number(row, "dec"),
                number(row, "mjd"),
                number(row, "snr"),
                flags(row.getLong("flags")),
                number(row, "f_reject"),
                number(row, "chi2"),
                row.getObject("chi2_dof", Integer.class),
                number(row, "chi2_reduced"),
                number(row, "coverage"),
                row.getInt("n_samples"),
                row.getInt("n_kept"),
                number(row, "log_density"),
                labels(row),
                withCorrelation ? correlation(row) : null,
                new Views.Model(
                        row.getString("model_name"),
                        row.getString("model_version"),
                        row.getString("model_sha256"),
                        row.getString("engine_version"),
                        row.getString("execution_provider")),
                new RecordPosition(
                        row.getString("source_topic"), row.getInt("source_partition"), row.getLong("source_offset")),
                new Views.Provenance(
                        row.getString("file"),
                        row.getString("file_sha256"),
                        row.getString("file_format"),
                        row.getString("upstream_software"),
                        row.getString("producer_version"),
                        steps(row.getString("reduction"))),
                Sql.instant(row, "produced_at").orElse(null),
                Sql.instant(row, "inferred_at").orElse(null),
                Sql.instant(row, "received_at").orElse(null),
                Sql.instant(row, "updated_at").orElse(null));
    }

    static Views.Flags flags(long word) {
        return new Views.Flags(
                word,
                ResultFlag.of(word).stream()
                        .map(flag -> new Views.Flag(flag.name(), flag.sentence()))
                        .toList());
    }

    private static Map<String, Views.Estimate> labels(ResultSet row) throws SQLException {
        var labels = new LinkedHashMap<String, Views.Estimate>();
        for (Label label : Label.values()) {
            labels.put(label.key(), estimate(row, label));
        }
        return labels;
    }

    private static Views.Estimate estimate(ResultSet row, Label label) throws SQLException {
        String prefix = label.key() + "_";
        Double q025 = number(row, prefix + "q025");
        Double q16 = number(row, prefix + "q16");
        Double q84 = number(row, prefix + "q84");
        Double q975 = number(row, prefix + "q975");
        var flags = LabelFlag.of(row.getInt(prefix + "flags")).stream()
                .map(flag -> new Views.Flag(flag.name(), flag.sentence()))
                .toList();
        return new Views.Estimate(
                label.unit(),
                number(row, prefix + "map"),
                number(row, prefix + "mean"),
                number(row, prefix + "std"),
                q025,
                q16,
                number(row, prefix + "q50"),
                q84,
                q975,
                q16 == null || q84 == null ? null : List.of(q16, q84),
                q025 == null || q975 == null ? null : List.of(q025, q975),
                number(row, prefix + "corrected"),
                flags);
    }

    private static Views.Correlation correlation(ResultSet row) throws SQLException {
        var array = row.getArray("correlation");
        if (array == null) {
            return null;
        }
        var values = new ArrayList<Double>();
        for (Float value : (Float[]) array.getArray()) {
            // A correlation that is not a number, as of a label that does not vary, is unknown.
            values.add(value == null || value.isNaN() ? null : Double.valueOf(value.toString()));
        }
        return new Views.Correlation(Stream.of(Label.values()).map(Label::key).toList(), values);
    }

    private static Double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        // JSON has no word for what is not a number.
        return row.wasNull() || !Double.isFinite(value) ? null : value;
    }

    private static Map<String, String> steps(String json) {
        try {
            return MAPPER.readValue(json, STEPS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Column reduction", e);
        }
    }
}
