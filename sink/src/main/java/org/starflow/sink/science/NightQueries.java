package org.starflow.sink.science;

import org.starflow.schemas.Label;
import org.starflow.sink.store.Models;
import org.starflow.sink.store.Sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads nights from table {@code result}, through its index on mjd. */
final class NightQueries {
    private static final int MOST_NIGHTS_BACK = 20;
    private static final String NEWEST =
            "SELECT mjd FROM result WHERE model_name = ? AND model_version = ? AND mjd < ? ORDER BY mjd DESC LIMIT 1";
    private static final String COUNT =
            "SELECT count(*) FROM result WHERE model_name = ? AND model_version = ? AND mjd >= ? AND mjd < ?";
    private static final String SUMMARY = Arrays.stream(Label.values())
            .map(label -> "percentile_cont(ARRAY[0.16, 0.5, 0.84]) WITHIN GROUP (ORDER BY " + label.key() + "_map)")
            .collect(Collectors.joining(
                    ", ",
                    "SELECT ",
                    ", count(*) FROM result WHERE model_name = ? AND model_version = ? AND mjd >= ? AND mjd < ?"));

    private NightQueries() {}

    /** The latest night with results of a model. */
    static Optional<Night> latest(Connection connection, Models.Name model) throws SQLException {
        return before(connection, model, Double.MAX_VALUE);
    }

    /** The last night before another with at least so many results. */
    static Optional<Night> previous(Connection connection, Models.Name model, Night night, int leastResults)
            throws SQLException {
        Optional<Night> candidate = before(connection, model, night.begin());
        for (int i = 0; i < MOST_NIGHTS_BACK && candidate.isPresent(); i++) {
            Night found = candidate.get();
            long results = Sql.number(connection, COUNT, model.name(), model.version(), found.begin(), found.end());
            if (results >= leastResults) {
                return candidate;
            }
            candidate = before(connection, model, found.begin());
        }
        return Optional.empty();
    }

    static NightSummary summary(Connection connection, Models.Name model, Night night) throws SQLException {
        return Sql.list(
                        connection,
                        SUMMARY,
                        List.of(model.name(), model.version(), night.begin(), night.end()),
                        row -> summary(row, night))
                .getFirst();
    }

    private static Optional<Night> before(Connection connection, Models.Name model, double mjd) throws SQLException {
        return Sql.list(connection, NEWEST, List.of(model.name(), model.version(), mjd), row -> row.getDouble(1))
                .stream()
                .findFirst()
                .map(Night::of);
    }

    private static NightSummary summary(ResultSet row, Night night) throws SQLException {
        Map<Label, NightSummary.Spread> labels = new EnumMap<>(Label.class);
        int column = 1;
        for (Label label : Label.values()) {
            var array = row.getArray(column++);
            if (array != null) {
                var q = (Double[]) array.getArray();
                labels.put(label, new NightSummary.Spread(q[0], q[1], q[2]));
            }
        }
        return new NightSummary(night, row.getLong(column), labels);
    }
}
