package org.starflow.local;

import org.starflow.local.security.ClientAccess;
import org.starflow.local.security.Principal;
import org.starflow.local.security.StackSecurity;
import org.starflow.local.state.Home;
import org.starflow.local.state.Secrets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What each service and each command needs to reach a stack, secured or not. */
public final class StackAccess {

    private final StackAddresses addresses;
    private final Secrets secrets;
    private final Optional<StackSecurity> security;

    private StackAccess(StackAddresses addresses, Secrets secrets, Optional<StackSecurity> security) {
        this.addresses = addresses;
        this.secrets = secrets;
        this.security = security;
    }

    /** Of the stack with these addresses. */
    public static StackAccess of(Home home, StackAddresses addresses, boolean secure) {
        return new StackAccess(
                addresses, new Secrets(home), secure ? Optional.of(StackSecurity.of(home)) : Optional.empty());
    }

    /** Environment in which a service finds Kafka and the registry, as this user when the stack is secured. */
    public Map<String, String> environment(Principal principal) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", addresses.bootstrapServers());
        environment.put("KAFKA_SCHEMA_REGISTRY_URL", addresses.registryUrl());
        client(principal).map(ClientAccess::environment).ifPresent(environment::putAll);
        return environment;
    }

    /** Settings of a Kafka client in this process. */
    public Map<String, Object> kafka(Principal principal) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", addresses.bootstrapServers());
        client(principal).map(ClientAccess::kafka).ifPresent(settings::putAll);
        return settings;
    }

    /** Environment in which the sink finds the database: its owner migrates, a writer stores, a reader answers. */
    public Map<String, String> sinkDatabase() {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                addresses.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME",
                PostgresRoles.SINK,
                "QUARKUS_DATASOURCE_PASSWORD",
                secrets.password(PostgresRoles.SINK),
                "QUARKUS_DATASOURCE_READER_USERNAME",
                PostgresRoles.READER,
                "QUARKUS_DATASOURCE_READER_PASSWORD",
                secrets.password(PostgresRoles.READER),
                "QUARKUS_FLYWAY_USERNAME",
                addresses.user(),
                "QUARKUS_FLYWAY_PASSWORD",
                addresses.password());
    }

    private Optional<ClientAccess> client(Principal principal) {
        return security.map(known -> known.client(principal));
    }
}
