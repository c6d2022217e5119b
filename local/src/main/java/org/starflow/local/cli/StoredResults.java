package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.StackAddresses;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database says of the results in it, by the times at which PostgreSQL committed them. */
final class StoredResults implements AutoCloseable {

    private static final String POSITIONS = "SELECT coalesce(sum(next_offset), 0) FROM consumer_offset";
    private static final String SPAN =
            "SELECT count(*), coalesce(extract(epoch FROM max(committed) - min(committed)), 0)"
                    + " FROM (SELECT pg_xact_commit_timestamp(xmin) AS committed FROM result WHERE spectrum_id LIKE ?) rows";
    private static final String WAY = "SELECT count(*), extract(epoch FROM max(pg_xact_commit_timestamp(xmin))"
            + " - min(produced_at)) FROM result WHERE spectrum_id LIKE ?";
    private static final String LATENCIES = "SELECT count(*), percentile_cont(ARRAY[0.5, 0.9, 0.95, 0.99, 1])"
            + " WITHIN GROUP (ORDER BY extract(epoch FROM pg_xact_commit_timestamp(xmin) - produced_at))"
            + " FROM result WHERE spectrum_id LIKE ?";

    private final Connection connection;

    /** Seconds from the first to the last of some results. */
    record Span(long results, double seconds) {
        double rate() {
            return results / Math.max(1e-3, seconds);
        }
    }

    /** Seconds from the producer to the database. */
    record Latencies(long results, double p50, double p90, double p95, double p99, double most) {}

    private StoredResults(Connection connection) {
        this.connection = connection;
    }

    /** PostgreSQL keeps times of commit only when it is told to, at its start. */
    static StoredResults open(LocalStack stack) throws SQLException {
        try (Connection connection = connect(stack.addresses());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET track_commit_timestamp = on");
        }
        stack.postgres().restart();
        return new StoredResults(connect(stack.addresses()));
    }

    private static Connection connect(StackAddresses addresses) throws SQLException {
        return DriverManager.getConnection(addresses.jdbcUrl(), addresses.user(), addresses.password());
    }

    /** Sum of the offsets up to which results and rejects are stored. */
    long positions() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(POSITIONS)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** From the first commit to the last, of simulated stars of a seed. */
    Span commits(long seed) throws SQLException {
        return span(SPAN, seed);
    }

    /** From the first spectrum produced to the last result committed, of simulated stars of a seed. */
    Span way(long seed) throws SQLException {
        return span(WAY, seed);
    }

    private Span span(String query, long seed) throws SQLException {
        try (PreparedStatement statement = of(query, seed);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new Span(row.getLong(1), row.getDouble(2));
        }
    }

    Latencies latencies(long seed) throws SQLException {
        try (PreparedStatement statement = of(LATENCIES, seed);
                ResultSet row = statement.executeQuery()) {
            row.next();
            Array percentiles = row.getArray(2);
            Double[] p = (Double[]) percentiles.getArray();
            return new Latencies(row.getLong(1), p[0], p[1], p[2], p[3], p[4]);
        }
    }

    private PreparedStatement of(String query, long seed) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setString(1, "sim-" + seed + "-%");
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
