package org.starflow.local.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a database has: its tables, in an order in which foreign keys hold while they are filled, and their columns. */
final class Schema {
    /** Flyway's own; the migrations fill it. */
    private static final String HISTORY = "flyway_schema_history";

    private static final String TABLES =
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
                    + " AND c.relkind = 'r' AND c.relname <> ? ORDER BY c.relname";
    private static final String REFERENCED = "SELECT DISTINCT r.relname FROM pg_constraint k"
            + " JOIN pg_class r ON r.oid = k.confrelid JOIN pg_class c ON c.oid = k.conrelid"
            + " WHERE k.contype = 'f' AND c.relname = ? AND c.relnamespace = 'public'::regnamespace AND r.oid <> c.oid";
    private static final String COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = ('public.' ||"
            + " quote_ident(?))::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum";
    private static final String IDENTITIES = "SELECT attname FROM pg_attribute WHERE attrelid = ('public.' ||"
            + " quote_ident(?))::regclass AND attnum > 0 AND NOT attisdropped AND attidentity <> ''";

    private Schema() {}

    /** Columns of each table, referenced tables first. */
    static Map<String, List<String>> tables(Connection connection) throws SQLException {
        var ordered = new LinkedHashMap<String, List<String>>();
        var waiting = new ArrayList<>(texts(connection, TABLES, HISTORY));
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            for (String table : List.copyOf(waiting)) {
                if (ordered.keySet().containsAll(texts(connection, REFERENCED, table))) {
                    ordered.put(table, texts(connection, COLUMNS, table));
                    waiting.remove(table);
                }
            }
            if (waiting.size() == before) {
                throw new BackupException("Tables refer to each other in a circle: " + waiting);
            }
        }
        return ordered;
    }

    /** Columns that a sequence numbers. */
    static List<String> identities(Connection connection, String table) throws SQLException {
        return texts(connection, IDENTITIES, table);
    }

    /**
     * The last versioned migration.
     *
     * @throws BackupException when the database has no schema of ours
     */
    static String version(Connection connection) throws SQLException {
        if (texts(connection, "SELECT to_regclass('public.' || ?)::text", HISTORY)
                .contains(null)) {
            throw new BackupException("The database has no tables of Starflow: is this the right one?");
        }
        return texts(
                        connection,
                        "SELECT version FROM " + HISTORY
                                + " WHERE success AND version IS NOT NULL AND script <> ? ORDER BY installed_rank DESC LIMIT 1",
                        "")
                .stream()
                .findFirst()
                .orElseThrow(() -> new BackupException("The database was never migrated: start the sink on it once."));
    }

    /** A name as an identifier of SQL. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Columns for a COPY. */
    static String list(List<String> columns) {
        return String.join(", ", columns.stream().map(Schema::quoted).toList());
    }

    private static List<String> texts(Connection connection, String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }
}
