package org.starflow.local.chaos;

import org.starflow.local.StackAddresses;
import org.starflow.local.process.Ports;
import org.starflow.local.process.ServiceSpec;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the services are started: as in production, but with small batches and short timeouts, so that much happens. */
final class ServiceSpecs {

    /** Longer than this, and the group goes on without a member. */
    static final int SESSION_MILLIS = 6_000;

    private static final String HEARTBEAT_MILLIS = "1000";
    /** Enough for a spectrum of any model, and less than the largest records of the stream. */
    private static final String MAX_RECORD_BYTES = "512K";

    private static final String TRANSACTION_TIMEOUT = "10s";

    private final ChaosOptions options;
    private final StackAddresses addresses;
    private final Path logs;
    private final int kafkaRelay;
    private final int postgresRelay;

    ServiceSpecs(ChaosOptions options, StackAddresses addresses, Path logs, int kafkaRelay, int postgresRelay) {
        this.options = options;
        this.addresses = addresses;
        this.logs = logs;
        this.kafkaRelay = kafkaRelay;
        this.postgresRelay = postgresRelay;
    }

    /** A worker of a model package; its client ids end with its name. */
    ServiceSpec worker(String name, Path model) {
        Map<String, String> environment = kafka();
        environment.put("STARFLOW_MODEL_PACKAGE", model.toString());
        return spec(name, options.programs().worker(), Ports.free(), "-Xmx512m")
                .withEnvironment(environment)
                .withProperties(Map.of(
                        "starflow.worker.instance",
                        name,
                        "starflow.worker.threads",
                        "1",
                        "starflow.worker.batch.size",
                        "8",
                        "starflow.worker.batch.linger",
                        "30ms",
                        "starflow.worker.max-record-bytes",
                        MAX_RECORD_BYTES,
                        "starflow.worker.transaction-timeout",
                        TRANSACTION_TIMEOUT,
                        "starflow.worker.consumer.\"session.timeout.ms\"",
                        Integer.toString(SESSION_MILLIS),
                        "starflow.worker.consumer.\"heartbeat.interval.ms\"",
                        HEARTBEAT_MILLIS));
    }

    /** A sink; its client id is its name. */
    ServiceSpec sink(String name) {
        Map<String, String> environment = kafka();
        environment.put("KAFKA_CLIENT_ID", name);
        environment.put("KAFKA_SESSION_TIMEOUT_MS", Integer.toString(SESSION_MILLIS));
        environment.put("KAFKA_HEARTBEAT_INTERVAL_MS", HEARTBEAT_MILLIS);
        environment.put(
                "QUARKUS_DATASOURCE_JDBC_URL",
                addresses.jdbcUrl().replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + postgresRelay));
        environment.put("QUARKUS_DATASOURCE_USERNAME", addresses.user());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", addresses.password());
        return spec(name, options.programs().sink(), Ports.free(), "-Xmx320m").withEnvironment(environment);
    }

    /** A command of the producer; its client id is its name. */
    ServiceSpec producer(String name, Path data, String... arguments) {
        Map<String, String> environment = kafka();
        environment.put("KAFKA_CLIENT_ID", name);
        environment.put("STARFLOW_MODEL_PACKAGE", options.model().toString());
        environment.put("STARFLOW_DATA", data.toString());
        return spec(name, options.programs().producer(), 0, "-Xmx384m")
                .withEnvironment(environment)
                .withArguments(List.of(arguments));
    }

    private ServiceSpec spec(String name, Path jar, int port, String heap) {
        return ServiceSpec.of(name, jar, port, logs.resolve(name + ".log"))
                .withJvmFlags(
                        List.of(heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
    }

    private Map<String, String> kafka() {
        return new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + kafkaRelay,
                "KAFKA_SCHEMA_REGISTRY_URL",
                addresses.registryUrl()));
    }
}
