package org.starflow.sink.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Something that is done with a connection.
 *
 * @param <T> what comes of it
 */
@FunctionalInterface
public interface SqlWork<T> {
    /** Does it. */
    T run(Connection connection) throws SQLException;
}
