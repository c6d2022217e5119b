package org.starflow.sink.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements with parameters. Text from outside is only ever a parameter. */
public final class Sql {
    /**
     * Makes an object of the row that a result set stands on.
     *
     * @param <T> its type
     */
    @FunctionalInterface
    public interface Row<T> {
        /** Reads the row. */
        T map(ResultSet row) throws SQLException;
    }

    private Sql() {}

    /** Runs a statement that changes rows; gives their number. */
    public static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, List.of(parameters));
            return statement.executeUpdate();
        }
    }

    /** All rows of a query. */
    public static <T> List<T> list(Connection connection, String sql, List<?> parameters, Row<T> row)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (var rows = statement.executeQuery()) {
                var list = new ArrayList<T>();
                while (rows.next()) {
                    list.add(row.map(rows));
                }
                return list;
            }
        }
    }

    /** The number that a query gives in its only row. */
    public static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return list(connection, sql, List.of(parameters), row -> row.getLong(1)).getFirst();
    }

    /** A time, or empty where it is null. */
    public static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Binds parameters in order. */
    public static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
        int i = 1;
        for (Object parameter : parameters) {
            statement.setObject(i++, parameter);
        }
    }
}
