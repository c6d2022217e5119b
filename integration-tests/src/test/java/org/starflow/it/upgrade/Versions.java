package org.starflow.it.upgrade;

import org.starflow.it.support.Stack;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database holds of each version of a model. */
final class Versions {
    private final Stack stack;

    Versions(Stack stack) {
        this.stack = stack;
    }

    /** Number of spectra with a result of this version. */
    long spectra(String version) throws SQLException {
        return Long.parseLong(query("SELECT count(DISTINCT spectrum_id) FROM result WHERE model_version = ?", version)
                .getFirst());
    }

    /** What a version says of every spectrum, in the order of their names; changes when a row is written again. */
    List<String> rows(String version) throws SQLException {
        return query(
                "SELECT spectrum_id || ' ' || encode(content_hash, 'hex') || ' ' || updated_at FROM result"
                        + " WHERE model_version = ? ORDER BY spectrum_id",
                version);
    }

    /** Inputs that have more or fewer outcomes of this version than one. */
    List<String> notOnce(String version) throws SQLException {
        return query(
                "SELECT source_partition || '-' || source_offset FROM ledger WHERE model_version = ?"
                        + " GROUP BY source_topic, source_partition, source_offset HAVING count(*) <> 1",
                version);
    }

    /** Results of this version that do not say when their spectrum was produced. */
    long withoutTime(String version) throws SQLException {
        return Long.parseLong(
                query("SELECT count(*) FROM result WHERE model_version = ? AND produced_at IS NULL", version)
                        .getFirst());
    }

    private List<String> query(String sql, String version) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, version);
            try (var rows = statement.executeQuery()) {
                var values = new ArrayList<String>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }
}
