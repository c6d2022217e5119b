package org.starflow.sink.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Reads table {@code model}. */
public final class Models {
    /**
     * Name and version of a model.
     *
     * @param name its name
     * @param version its version
     */
    public record Name(String name, String version) {
        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    /**
     * A model that has sent something.
     *
     * @param name its name
     * @param version its version
     * @param sha256 SHA-256 of its model.json
     * @param firstSeen when its first record was stored
     * @param lastSeen when its last record was stored
     * @param results rows of results
     */
    public record Entry(
            String name, String version, String sha256, Instant firstSeen, Instant lastSeen, long results) {}

    private Models() {}

    /** Every model version, the newest first. */
    public static List<Name> newestFirst(Connection connection) throws SQLException {
        String sql = "SELECT name, version FROM model GROUP BY name, version"
                + " ORDER BY min(first_seen) DESC, name, version";
        return Sql.list(connection, sql, List.of(), row -> new Name(row.getString(1), row.getString(2)));
    }

    /** Every model with its number of results, the newest first. */
    public static List<Entry> all(Connection connection) throws SQLException {
        String sql = "SELECT m.*, coalesce(c.n, 0) AS results FROM model m LEFT JOIN"
                + " (SELECT model_name, model_version, model_sha256, count(*) AS n FROM result GROUP BY 1, 2, 3) c"
                + " ON (c.model_name, c.model_version, c.model_sha256) = (m.name, m.version, m.sha256)"
                + " ORDER BY m.first_seen DESC, m.name, m.version, m.sha256";
        return Sql.list(
                connection,
                sql,
                List.of(),
                row -> new Entry(
                        row.getString("name"),
                        row.getString("version"),
                        row.getString("sha256"),
                        Sql.instant(row, "first_seen").orElseThrow(),
                        Sql.instant(row, "last_seen").orElseThrow(),
                        row.getLong("results")));
    }
}
