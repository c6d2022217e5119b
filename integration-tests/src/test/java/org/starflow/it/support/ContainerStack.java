package org.starflow.it.support;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stack in containers. Image names: {@code starflow.it.image.kafka}, {@code .registry}, {@code .postgres}. */
final class ContainerStack implements Stack {
    private static final int REGISTRY_PORT = 8080;

    private final ContainerComponent<KafkaContainer> kafka;
    private final ContainerComponent<GenericContainer<?>> registry;
    private final ContainerComponent<PostgreSQLContainer> postgres;
    private final Path logs;

    private ContainerStack(Path logs) {
        this.logs = logs;
        this.kafka = new ContainerComponent<>(
                "kafka", kafkaContainer(), 9092, logs, port -> Probes.kafka("127.0.0.1:" + port));
        this.registry = new ContainerComponent<>(
                "registry",
                registryContainer(),
                REGISTRY_PORT,
                logs,
                port -> Probes.http(registryUrl(port) + "/subjects"));
        this.postgres = new ContainerComponent<>(
                "postgres",
                postgresContainer(),
                PostgreSQLContainer.POSTGRESQL_PORT,
                logs,
                port -> Probes.jdbc(jdbcUrl(port), user(), password()));
    }

    static ContainerStack start(Path home) {
        var logs = home.resolve("logs");
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var stack = new ContainerStack(logs);
        try {
            stack.kafka.first();
            stack.registry.first();
            stack.postgres.first();
            Setup.topics(stack.bootstrapServers());
            Setup.compatibility(stack.registryUrl());
            return stack;
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    private static KafkaContainer kafkaContainer() {
        return new KafkaContainer(image("kafka", "apache/kafka"))
                .withEnv("KAFKA_MESSAGE_MAX_BYTES", "4194304")
                .withEnv("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000")
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "3000")
                .withEnv("KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "5000")
                .withEnv("KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "15000")
                .withEnv("KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "1000")
                .withEnv("KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "3000")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_HEAP_OPTS", "-Xmx512m");
    }

    private static GenericContainer<?> registryContainer() {
        return new GenericContainer<>(image("registry", "apicurio/apicurio-registry"))
                .withEnv("QUARKUS_HTTP_HOST", "0.0.0.0")
                .withEnv("APICURIO_STORAGE_KIND", "sql")
                .withEnv("APICURIO_STORAGE_SQL_KIND", "h2")
                .withEnv("APICURIO_DATASOURCE_URL", "jdbc:h2:file:/tmp/registry/registry;WRITE_DELAY=0")
                .withExposedPorts(REGISTRY_PORT);
    }

    private static PostgreSQLContainer postgresContainer() {
        return new PostgreSQLContainer(image("postgres", "postgres"))
                .withDatabaseName("starflow")
                .withUsername("starflow")
                .withPassword("starflow-it");
    }

    private static DockerImageName image(String component, String like) {
        var name = System.getProperty("starflow.it.image." + component);
        if (name == null) {
            throw new IllegalStateException("The system property starflow.it.image." + component + " is not set");
        }
        return DockerImageName.parse(name).asCompatibleSubstituteFor(like);
    }

    private static String registryUrl(int port) {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    private static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/starflow";
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + kafka.port();
    }

    @Override
    public String registryUrl() {
        return registryUrl(registry.port());
    }

    @Override
    public String jdbcUrl() {
        return jdbcUrl(postgres.port());
    }

    @Override
    public String user() {
        return "starflow";
    }

    @Override
    public String password() {
        return "starflow-it";
    }

    @Override
    public Component kafka() {
        return kafka;
    }

    @Override
    public Component registry() {
        return registry;
    }

    @Override
    public Component postgres() {
        return postgres;
    }

    @Override
    public Path logs() {
        return logs;
    }

    @Override
    public void close() {
        postgres.close();
        registry.close();
        kafka.close();
    }
}
