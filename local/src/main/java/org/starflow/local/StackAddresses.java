package org.starflow.local;

import java.util.Map;

/**
 * Where the services of a running stack listen.
 *
 * @param bootstrapServers Kafka, {@code host:port}
 * @param registryUrl base address of the registry's Confluent API
 * @param jdbcUrl the {@code starflow} database
 * @param user owner of that database
 * @param password of that user
 */
public record StackAddresses(
        String bootstrapServers, String registryUrl, String jdbcUrl, String user, String password) {

    /** The environment that producer, worker and sink read these addresses from. */
    public Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "KAFKA_SCHEMA_REGISTRY_URL", registryUrl,
                "QUARKUS_DATASOURCE_JDBC_URL", jdbcUrl,
                "QUARKUS_DATASOURCE_USERNAME", user,
                "QUARKUS_DATASOURCE_PASSWORD", password);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "StackAddresses[kafka=" + bootstrapServers + ", registry=" + registryUrl + ", postgresql=" + jdbcUrl
                + "]";
    }
}
