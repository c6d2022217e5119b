package org.starflow.local.chaos;

import org.starflow.local.StackAddresses;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database from outside: its own connections, plain SQL. */
final class Database {

    private final StackAddresses addresses;

    Database(StackAddresses addresses) {
        this.addresses = addresses;
    }

    /** What to do with a row. */
    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Runs a query over the rows of one statement. */
    void query(String sql, Row row) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.read(rows);
            }
        }
    }

    /** Runs statements that are not part of a transaction, on the server's own database. */
    void administer(String... statements) throws SQLException {
        String url = addresses.jdbcUrl().replaceFirst("/starflow$", "/postgres");
        try (Connection connection = DriverManager.getConnection(url, addresses.user(), addresses.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection open() throws SQLException {
        return DriverManager.getConnection(addresses.jdbcUrl(), addresses.user(), addresses.password());
    }
}
