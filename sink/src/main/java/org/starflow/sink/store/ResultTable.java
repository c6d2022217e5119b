package org.starflow.sink.store;

import org.starflow.schemas.Label;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of the table {@code result} and the statement that writes them. */
public final class ResultTable {
    /** The primary key. */
    public static final List<String> KEY = List.of("spectrum_id", "model_name", "model_version");

    /** The columns of one label are its key, an underscore and one of these. */
    public static final List<String> STATISTICS =
            List.of("map", "mean", "std", "q025", "q16", "q50", "q84", "q975", "corrected", "flags");

    private static final List<String> SPECTRUM = List.of(
            "target_id",
            "ra",
            "dec",
            "mjd",
            "snr",
            "flags",
            "f_reject",
            "chi2",
            "chi2_dof",
            "chi2_reduced",
            "coverage",
            "n_samples",
            "n_kept",
            "log_density");
    private static final List<String> ORIGIN = List.of(
            "correlation",
            "source_topic",
            "source_partition",
            "source_offset",
            "model_sha256",
            "file",
            "file_sha256",
            "file_format",
            "upstream_software",
            "producer_version",
            "reduction");
    private static final List<String> CIRCUMSTANCE = List.of(
            "engine_version",
            "execution_provider",
            "produced_at",
            "inferred_at",
            "record_partition",
            "record_offset",
            "content_hash",
            "received_at",
            "updated_at");

    /** Columns that say what the result is: equal for two results that say the same. */
    public static final List<String> CONTENT = content();

    /** All columns, in the order of the insert. */
    public static final List<String> COLUMNS = concat(CONTENT, CIRCUMSTANCE);

    /** Insert, or replace the row when the new one is of a newer position of the spectrum (see {@link SourceOrder}). */
    static final String UPSERT = upsert();

    private ResultTable() {}

    private static List<String> content() {
        var columns = new ArrayList<>(KEY);
        columns.addAll(SPECTRUM);
        for (Label label : Label.values()) {
            STATISTICS.forEach(statistic -> columns.add(label.key() + "_" + statistic));
        }
        columns.addAll(ORIGIN);
        return List.copyOf(columns);
    }

    private static String upsert() {
        String updates = COLUMNS.stream()
                .filter(column -> !KEY.contains(column) && !column.equals("received_at"))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return "INSERT INTO result (" + String.join(", ", COLUMNS) + ") VALUES ("
                + COLUMNS.stream()
                        .map(column -> column.equals("reduction") ? "?::jsonb" : "?")
                        .collect(Collectors.joining(", "))
                + ") ON CONFLICT (" + String.join(", ", KEY) + ") DO UPDATE SET " + updates + " WHERE "
                + SourceOrder.SQL;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
