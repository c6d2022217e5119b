package org.starflow.sink.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.schemas.ResultColumns;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Models;
import org.starflow.sink.store.ResultTable;
import org.starflow.sink.store.Sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads results. */
@ApplicationScoped
class ResultCatalogue {
    private static final int FETCH_SIZE = 500;
    private static final int MOST_FOR_TARGET = 10_000;
    private static final String SELECT = "SELECT " + String.join(", ", ResultTable.COLUMNS) + " FROM result";
    private static final String SELECT_CSV = "SELECT " + String.join(", ", ResultColumns.all()) + " FROM result";

    private final Database database;

    ResultCatalogue(Database database) {
        this.database = database;
    }

    /** The model version that a query is about: the one it names, else the newest; empty when there is none at all. */
    Optional<Models.Name> model(ResultQuery query) throws SQLException {
        if (query.version().isPresent() && query.model().isEmpty()) {
            throw ProblemException.badRequest("The parameter 'version' needs the parameter 'model'.");
        }
        var known = database.read(Models::newestFirst);
        var chosen = known.stream()
                .filter(m -> query.model().map(m.name()::equals).orElse(true))
                .filter(m -> query.version().map(m.version()::equals).orElse(true))
                .findFirst();
        if (chosen.isEmpty() && query.model().isPresent()) {
            throw ProblemException.notFound("There is no result of the model %s%s."
                    .formatted(
                            query.model().get(),
                            query.version().map(v -> " " + v).orElse("")));
        }
        return chosen;
    }

    Views.ResultPage page(ResultQuery query) throws SQLException {
        Optional<Models.Name> model = model(query);
        if (model.isEmpty()) {
            return new Views.ResultPage(null, List.of(), null);
        }
        int limit = (int) query.limit().orElse(ResultQuery.DEFAULT_LIMIT);
        Conditions conditions = of(model.get(), query);
        var parameters = new ArrayList<>(conditions.values());
        parameters.add(limit + 1);
        String sql = SELECT + conditions.where() + " ORDER BY spectrum_id LIMIT ?";
        List<Views.Result> rows = database.read(
                connection -> Sql.list(connection, sql, parameters, row -> ResultMapper.result(row, false)));
        boolean more = rows.size() > limit;
        List<Views.Result> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? PageToken.write(List.of(shown.getLast().spectrumId())) : null;
        return new Views.ResultPage(
                new Views.ModelName(model.get().name(), model.get().version()), shown, next);
    }

    List<Views.Result> ofSpectrum(String id) throws SQLException {
        String sql = SELECT + " WHERE spectrum_id = ? ORDER BY model_name, model_version";
        return database.read(
                connection -> Sql.list(connection, sql, List.of(id), row -> ResultMapper.result(row, true)));
    }

    List<Views.Result> ofTarget(String id) throws SQLException {
        String sql = SELECT + " WHERE target_id = ? ORDER BY mjd, spectrum_id, model_name, model_version LIMIT "
                + MOST_FOR_TARGET;
        return database.read(
                connection -> Sql.list(connection, sql, List.of(id), row -> ResultMapper.result(row, false)));
    }

    /** Writes every result of a query as CSV, row by row: memory does not grow with their number. */
    void csv(ResultQuery query, Optional<Models.Name> model, Writer out) throws IOException, SQLException {
        out.write(String.join(",", ResultColumns.all()) + "\r\n");
        if (model.isEmpty()) {
            return;
        }
        Conditions conditions = of(model.get(), query);
        String limit = query.limit().isPresent() ? " LIMIT " + query.limit().getAsLong() : "";
        database.read(connection -> {
            String sql = SELECT_CSV + conditions.where() + " ORDER BY spectrum_id" + limit;
            try (var statement = connection.prepareStatement(sql)) {
                statement.setFetchSize(FETCH_SIZE);
                Sql.bind(statement, conditions.values());
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        write(rows, out);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return null;
        });
    }

    private static void write(ResultSet row, Writer out) throws SQLException, IOException {
        int columns = ResultColumns.all().size();
        for (int i = 1; i <= columns; i++) {
            Object value = row.getObject(i);
            if (i > 1) {
                out.write(',');
            }
            out.write(value == null ? "" : Csv.field(value.toString()));
        }
        out.write("\r\n");
    }

    private static Conditions of(Models.Name model, ResultQuery query) {
        return query.conditions().and("model_name = ?", model.name()).and("model_version = ?", model.version());
    }
}
