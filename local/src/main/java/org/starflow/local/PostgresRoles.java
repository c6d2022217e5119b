package org.starflow.local;

import org.postgresql.PGConnection;
import org.starflow.local.state.Secrets;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The users of the database beside its owner: one that the sink writes with and one that reads alone. What they may do
 * with which table is granted by the sink's migrations, which the owner runs.
 */
final class PostgresRoles {

    static final String SINK = "starflow_sink";
    static final String READER = "starflow_reader";

    private final Secrets secrets;

    PostgresRoles(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Makes them where they are missing and sets their passwords. */
    void ensure(Connection connection) throws SQLException {
        for (String role : List.of(SINK, READER)) {
            try (Statement statement = connection.createStatement()) {
                if (!exists(statement, role)) {
                    statement.execute("CREATE ROLE " + role
                            + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 40");
                }
                statement.execute("GRANT CONNECT ON DATABASE " + PostgresServer.USER + " TO " + role);
            }
            // Hashed on this side: a password in a statement would be in the server's log if the statement failed.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(role, password(role).toCharArray(), "scram-sha-256");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON DATABASE " + PostgresServer.USER + " FROM PUBLIC");
        }
    }

    String password(String role) {
        return secrets.password(role);
    }

    private static boolean exists(Statement statement, String role) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            return rows.next();
        }
    }
}
