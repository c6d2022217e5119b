package org.starflow.sink.dependency;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.RegistryException;
import org.starflow.schemas.registry.RegistryUnreachableException;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Sql;
import org.starflow.sink.store.SqlErrors;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks database and registry every two seconds whether they are there, also while there is nothing to store. */
@ApplicationScoped
public class DependencyProbes {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Dependencies dependencies;
    private final Database database;
    private final Map<String, Object> kafka;
    private List<ProbeLoop> loops = List.of();

    /** Injected by the container. */
    public DependencyProbes(
            Dependencies dependencies,
            Database database,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.dependencies = dependencies;
        this.database = database;
        this.kafka = Map.copyOf(kafka);
    }

    synchronized void start(@Observes StartupEvent event) {
        var settings = new HashMap<>(kafka);
        settings.put("max.retries", "0");
        settings.put("http.connect.timeout.ms", "3000");
        settings.put("http.read.timeout.ms", "3000");
        var registry = new SchemaRegistryClient(RegistryConfig.from(settings));
        loops = List.of(
                new ProbeLoop(Dependency.DATABASE, dependencies, this::askDatabase, EVERY, () -> {}),
                new ProbeLoop(Dependency.REGISTRY, dependencies, () -> askRegistry(registry), EVERY, registry::close));
        loops.forEach(ProbeLoop::start);
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        loops.forEach(ProbeLoop::stop);
    }

    private void askDatabase() throws ProbeLoop.AwayException {
        try {
            database.read(connection -> Sql.number(connection, "SELECT 1"));
        } catch (SQLException e) {
            throw new ProbeLoop.AwayException(SqlErrors.message(e));
        }
    }

    /** An answer of any kind, also a refusal, comes from a registry that is there. */
    private static void askRegistry(SchemaRegistryClient registry) throws ProbeLoop.AwayException {
        try {
            registry.compatibility();
        } catch (RegistryUnreachableException e) {
            throw new ProbeLoop.AwayException(e.getMessage());
        } catch (RegistryException e) {
            return;
        }
    }
}
