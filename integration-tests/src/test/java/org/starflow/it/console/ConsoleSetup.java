package org.starflow.it.console;

import org.starflow.it.support.Project;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.SpectrumSender;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A stack with a worker, a sink, some stars and some records that are none. */
final class ConsoleSetup implements AutoCloseable {
    static final String PASSWORD = "open sesame";
    static final int STARS = 24;

    // Positions and many more stars, for the map and the diagram, out of what the worker inferred.
    private static final String PLACES =
            "UPDATE result SET ra = 15 * substr(spectrum_id, 7)::integer, dec = -30 + substr(spectrum_id, 7)::integer";
    private static final String MANY =
            "INSERT INTO result SELECT p.* FROM (SELECT to_jsonb(x) AS j FROM result x LIMIT 1) r,"
                    + " generate_series(1, %d) i, LATERAL jsonb_populate_record(NULL::result, r.j || jsonb_build_object("
                    + "'spectrum_id', 'many-' || i, 'teff_map', 4000 + i %% 3000, 'logg_map', 1 + (i * 7 %% 4000) / 1000.0,"
                    + " 'ra', i %% 360, 'dec', i %% 120 - 80)) p";

    final Stack stack = Stacks.fresh("console");
    final Service worker;
    final Service sink;
    private final Spectra spectra = Spectra.of(Project.tinyPackage());
    private final SpectrumSender sender;

    ConsoleSetup() {
        worker = Services.on(stack).worker("console", Map.of("starflow.worker.samples", "200"));
        sink = Services.on(stack)
                .sink(Map.of(
                        "starflow.sink.operator.password",
                        PASSWORD,
                        "starflow.sink.retry-max",
                        "1s",
                        "starflow.sink.workers",
                        worker.url()));
        worker.awaitReady();
        sink.awaitReady();
        sender = SpectrumSender.to(stack);
    }

    void send(String prefix, int stars) {
        sender.send(spectra.stars(prefix, stars, 120, 7));
    }

    void sendRefused(String key) {
        sender.sendBytes(key, "not a spectrum".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void placeOnTheSky() {
        execute(PLACES);
    }

    void multiply(int rows) {
        execute(MANY.formatted(rows));
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        spectra.close();
        sender.close();
        List.of(sink, worker).forEach(Service::close);
        stack.close();
    }
}
