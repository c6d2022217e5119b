package org.starflow.it.system;

import org.starflow.it.support.Service;
import org.starflow.it.support.Stack;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the sink has made of the stream. */
final class Catalogue {
    private final Stack stack;

    Catalogue(Stack stack) {
        this.stack = stack;
    }

    long results() throws SQLException {
        return numbers("SELECT count(DISTINCT spectrum_id) FROM result").getFirst();
    }

    long rejects() throws SQLException {
        return numbers("SELECT count(*) FROM reject").getFirst();
    }

    /** Number of outcomes of each input that has any. */
    List<Long> outcomesPerInput() {
        try {
            return numbers("SELECT count(*) FROM ledger GROUP BY source_topic, source_partition, source_offset");
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger cannot be read", e);
        }
    }

    /** The sink's own comparison of topic and database, JSON. */
    String audit(Service sink) throws IOException, InterruptedException {
        return sink.get("/api/v1/audit").body();
    }

    private List<Long> numbers(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var numbers = new ArrayList<Long>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
