package org.starflow.local.chaos;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The tables of the sink, read by plain SQL. */
final class DatabaseEvidence {

    private static final String RESULTS = "SELECT spectrum_id, model_name || ' ' || model_version, source_partition,"
            + " source_offset, record_partition, record_offset, f_reject, n_kept, log_density, chi2, teff_map, teff_mean,"
            + " logg_map, logg_mean, fe_h_map, fe_h_mean FROM result";
    private static final int FIRST_FIGURE = 7;
    private static final int LAST_FIGURE = 16;
    private static final int N_KEPT = 8;

    private static final String REJECTS = "SELECT model_name || ' ' || model_version, source_partition, source_offset,"
            + " record_partition, record_offset, code FROM reject";
    private static final String LEDGER = "SELECT model_name || ' ' || model_version, source_partition, source_offset,"
            + " record_partition, record_offset, outcome FROM ledger";

    private DatabaseEvidence() {}

    static List<Evidence.Row> results(Database database) throws SQLException {
        var rows = new ArrayList<Evidence.Row>();
        database.query(
                RESULTS,
                row -> rows.add(new Evidence.Row(
                        row.getString(1), row.getString(2), position(row, 3), position(row, 5), figures(row))));
        return rows;
    }

    static List<Evidence.RejectRow> rejects(Database database) throws SQLException {
        var rows = new ArrayList<Evidence.RejectRow>();
        database.query(
                REJECTS,
                row -> rows.add(new Evidence.RejectRow(
                        row.getString(1), position(row, 2), position(row, 4), row.getString(6))));
        return rows;
    }

    static List<Evidence.Entry> ledger(Database database) throws SQLException {
        var entries = new ArrayList<Evidence.Entry>();
        database.query(
                LEDGER,
                row -> entries.add(new Evidence.Entry(
                        row.getString(1) + " " + position(row, 2),
                        position(row, 4),
                        "inferred".equals(row.getString(6)))));
        return entries;
    }

    private static Position position(ResultSet row, int column) throws SQLException {
        return new Position(row.getInt(column), row.getLong(column + 1));
    }

    private static String figures(ResultSet row) throws SQLException {
        var text = new StringBuilder();
        for (int column = FIRST_FIGURE; column <= LAST_FIGURE; column++) {
            Object value = row.getObject(column);
            text.append(text.isEmpty() ? "" : " ").append(column == N_KEPT ? (Object) row.getInt(column) : value);
        }
        return text.toString();
    }
}
