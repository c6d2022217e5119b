package org.starflow.sink.science;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Models;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Compares the labels of the latest night with those of a reference night: a reduction that went wrong shows there. */
@ApplicationScoped
public class NightWatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(NightWatch.class);

    private final Database database;
    private final SinkConfig.Nights config;
    private final NightMeters meters;
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("night-watch").daemon().factory());

    /** Injected by the container. */
    public NightWatch(Database database, SinkConfig config, NightMeters meters) {
        this.database = database;
        this.config = config.nights();
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        long every = config.interval().toMillis();
        if (every > 0) {
            threads.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    private void look() {
        try {
            database.read(this::read);
        } catch (SQLException | RuntimeException e) {
            // A database that is away is told by others; the next look may work.
            LOGGER.atDebug().addKeyValue("reason", e.getMessage()).log("Nights not compared this time");
        }
    }

    private boolean read(Connection connection) throws SQLException {
        Optional<Models.Name> model = Models.newestFirst(connection).stream().findFirst();
        if (model.isEmpty()) {
            return false;
        }
        Optional<Night> latest = NightQueries.latest(connection, model.get());
        if (latest.isEmpty()) {
            return false;
        }
        Optional<Night> reference = config.reference().map(Night::of);
        if (reference.isEmpty()) {
            reference = NightQueries.previous(connection, model.get(), latest.get(), config.leastResults());
        }
        var now = NightQueries.summary(connection, model.get(), latest.get());
        Optional<NightSummary> before = reference.isEmpty()
                ? Optional.empty()
                : Optional.of(NightQueries.summary(connection, model.get(), reference.get()));
        meters.show(now, before, config.leastResults());
        return true;
    }
}
