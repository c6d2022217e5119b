package org.starflow.it.sink;

import org.awaitility.Awaitility;
import org.starflow.it.support.Stack;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sink's database, looked at from outside. */
final class Catalogue {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Stack stack;

    Catalogue(Stack stack) {
        this.stack = stack;
    }

    long count(String table, String model) {
        return Long.parseLong(query("SELECT count(*) FROM " + table + " WHERE model_name = '" + model + "'")
                .getFirst());
    }

    void awaitCount(String table, String model, long expected) {
        Awaitility.await(expected + " rows in " + table)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> count(table, model) >= expected);
    }

    /** First column of a query. */
    List<String> query(String sql) {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    int update(String sql) {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
