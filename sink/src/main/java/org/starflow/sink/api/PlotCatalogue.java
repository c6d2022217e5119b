package org.starflow.sink.api;

import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Models;
import org.starflow.sink.store.Sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what diagrams show. */
@ApplicationScoped
class PlotCatalogue {
    private static final List<String> TEXT = List.of("spectrum_id", "target_id");
    private static final List<String> NUMBERS = List.of(
            "teff_map",
            "logg_map",
            "fe_h_map",
            "teff_corrected",
            "logg_corrected",
            "fe_h_corrected",
            "ra",
            "dec",
            "mjd",
            "snr",
            "flags",
            "f_reject",
            "chi2_reduced");

    private final Database database;
    private final ResultCatalogue results;

    PlotCatalogue(Database database, ResultCatalogue results) {
        this.database = database;
        this.results = results;
    }

    /**
     * Results by column.
     *
     * @param model what made them; null when there is no result at all
     * @param rows how many
     * @param more whether there are more
     * @param columns by name, each with one value a row, null where unknown
     */
    record Plot(Views.ModelName model, int rows, boolean more, Map<String, List<Object>> columns) {}

    Plot plot(ResultQuery query) throws SQLException {
        Optional<Models.Name> model = results.model(query);
        var columns = new LinkedHashMap<String, List<Object>>();
        TEXT.forEach(name -> columns.put(name, new ArrayList<>()));
        NUMBERS.forEach(name -> columns.put(name, new ArrayList<>()));
        if (model.isEmpty()) {
            return new Plot(null, 0, false, columns);
        }
        int limit = (int) query.limit().orElse(PlotResource.DEFAULT_LIMIT);
        Conditions conditions = query.conditions()
                .and("model_name = ?", model.get().name())
                .and("model_version = ?", model.get().version());
        String sql = "SELECT " + String.join(", ", columns.keySet()) + " FROM result" + conditions.where()
                + " ORDER BY received_at DESC LIMIT ?";
        var parameters = new ArrayList<>(conditions.values());
        parameters.add(limit + 1);
        int found = database.read(connection -> Sql.list(connection, sql, parameters, row -> add(row, columns, limit))
                .size());
        return new Plot(
                new Views.ModelName(model.get().name(), model.get().version()),
                Math.min(found, limit),
                found > limit,
                columns);
    }

    private static boolean add(ResultSet row, Map<String, List<Object>> columns, int limit) throws SQLException {
        if (columns.get(TEXT.getFirst()).size() == limit) {
            return false;
        }
        for (String name : TEXT) {
            columns.get(name).add(row.getString(name));
        }
        for (String name : NUMBERS) {
            columns.get(name).add(shortened(name, row));
        }
        return true;
    }

    /** Seven figures are more than a screen shows, and half the size. */
    private static Object shortened(String name, ResultSet row) throws SQLException {
        double value = row.getDouble(name);
        if (row.wasNull() || !Double.isFinite(value)) {
            return null;
        }
        return switch (name) {
            case "flags" -> row.getLong(name);
            case "mjd", "ra", "dec" -> value;
            default -> (float) value;
        };
    }
}
