package org.starflow.sink.consume;

import jakarta.enterprise.context.ApplicationScoped;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.SinkConfig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Brings the database to this version's schema, as soon as there is a database. */
@ApplicationScoped
public class Migration {
    private static final Logger LOGGER = LoggerFactory.getLogger(Migration.class);

    private final Flyway flyway;
    private final SinkConfig config;
    private final SinkState state;
    private final SinkMeters meters;

    /** Injected by the container. */
    public Migration(Flyway flyway, SinkConfig config, SinkState state, SinkMeters meters) {
        this.flyway = flyway;
        this.config = config;
        this.state = state;
        this.meters = meters;
    }

    /** Migrates, trying again until it works or the sink is stopped. */
    void awaitDone(CountDownLatch stop) throws InterruptedException {
        var waiting = new Waiting(state, new Backoff(config.retryInitial(), config.retryMax()));
        long wait = 0;
        while (!stop.await(wait, TimeUnit.MILLISECONDS)) {
            try {
                var result = flyway.migrate();
                LOGGER.atInfo()
                        .addKeyValue("migrations", result.migrationsExecuted)
                        .log("Database is at this version's schema");
                if (waiting.over()) {
                    state.enter(SinkState.Phase.STARTING, "Waiting for partitions.");
                }
                return;
            } catch (FlywayException e) {
                meters.error("database");
                waiting.failed("The database can not be migrated: " + firstLine(e), e);
                wait = waiting.remaining().orElseThrow().toMillis();
            }
        }
    }

    private static String firstLine(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse("");
    }
}
