package org.starflow.it.support;

import java.nio.file.Path;

/**
 * A running Kafka broker, schema registry and PostgreSQL server. Topics of {@link org.starflow.schemas.Topics} exist
 * with 4 partitions. Addresses never change, also over {@link Component#kill} and {@link Component#start}.
 */
public interface Stack extends AutoCloseable {
    /** Host and port of the broker, plaintext. */
    String bootstrapServers();

    /** Base of the registry's Confluent-compatible API, without a slash at the end. */
    String registryUrl();

    /** JDBC address of the default database. */
    String jdbcUrl();

    /** Database user; may create databases. */
    String user();

    /** Password of {@link #user}. */
    String password();

    /** The broker. */
    Component kafka();

    /** The schema registry. */
    Component registry();

    /** The database server. */
    Component postgres();

    /** Folder where components and the services started by {@link Services} write their logs. */
    Path logs();

    /** Stops everything. */
    @Override
    void close();
}
