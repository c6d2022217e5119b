package org.starflow.sink.store;

import jakarta.enterprise.context.ApplicationScoped;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** Transactions: those that write on one pool, those that read on another, whose user may be one who cannot write. */
@ApplicationScoped
public class Database {
    /** A sink that stands still in a transaction must not hold its partitions for ever. */
    private static final String PATIENCE =
            "SET LOCAL idle_in_transaction_session_timeout = '30s'; SET LOCAL lock_timeout = '20s'";

    private final DataSource writers;
    private final DataSource readers;

    /**
     * @param writers where connections that write come from
     * @param readers where connections that read come from
     */
    public Database(DataSource writers, @io.quarkus.agroal.DataSource("reader") DataSource readers) {
        this.writers = writers;
        this.readers = readers;
    }

    /** Runs work in one read-committed transaction: all of it counts, or on any exception nothing. */
    public <T> T write(SqlWork<T> work) throws SQLException {
        SqlWork<T> patient = connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(PATIENCE);
            }
            return work.run(connection);
        };
        return transaction(writers, patient, Connection.TRANSACTION_READ_COMMITTED, false);
    }

    /** Runs work that reads, in one snapshot. */
    public <T> T read(SqlWork<T> work) throws SQLException {
        return transaction(readers, work, Connection.TRANSACTION_REPEATABLE_READ, true);
    }

    private static <T> T transaction(DataSource pool, SqlWork<T> work, int isolation, boolean readOnly)
            throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            } finally {
                restore(connection);
            }
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // A broken connection: the pool throws it away when it comes back.
            return;
        }
    }
}
