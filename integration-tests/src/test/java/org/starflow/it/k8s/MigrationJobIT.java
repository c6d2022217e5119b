package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.ProgramRun;
import org.starflow.it.support.Project;
import org.starflow.it.support.Services;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.local.process.Command;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.starflow.it.k8s.Manifests.containers;
import static org.starflow.it.k8s.Manifests.elements;

/** The Job of the manifests with its own environment, then a sink with the roles of its manifest, on a real database. */
class MigrationJobIT {
    private static final String PASSWORD = "of-this-test";

    @Test
    void migratesAndEndsThenTheSinkStoresAsItsRole() throws SQLException {
        JsonNode job = Kustomize.render("gpu").one("Job", "starflow-migration");
        JsonNode deployment = Kustomize.render("gpu").one("Deployment", "starflow-sink");
        try (var stack = Stacks.fresh("migration-job")) {
            // Given
            role(stack, "starflow_sink");
            role(stack, "starflow_reader");

            // When
            var first = run(stack, job, 1);
            var second = run(stack, job, 2);

            // Then
            assertThat(first.exitCode()).as(first.out() + first.err()).isZero();
            assertThat(second.exitCode()).as(second.out() + second.err()).isZero();
            try (Connection sink = connect(stack, "starflow_sink", PASSWORD);
                    Statement statement = sink.createStatement()) {
                assertThat(statement.executeQuery("SELECT count(*) FROM result").next())
                        .isTrue();
                assertThatThrownBy(() -> statement.execute("DELETE FROM result"))
                        .hasMessageContaining("permission denied");
                assertThatThrownBy(() -> statement.execute("DROP TABLE result")).hasMessageContaining("must be owner");
            }
            try (Connection reader = connect(stack, "starflow_reader", PASSWORD);
                    Statement statement = reader.createStatement()) {
                assertThat(statement.executeQuery("SELECT count(*) FROM result").next())
                        .isTrue();
                assertThatThrownBy(() -> statement.execute("UPDATE result SET snr = 0"))
                        .hasMessageContaining("permission denied");
            }

            // When
            try (var sink = Services.on(stack).sink(database(stack, deployment)).awaitReady()) {
                // Then
                assertThat(usersOf(stack, "starflow-sink")).containsOnly("starflow_sink");
                assertThat(sink.isAlive()).isTrue();
            }
        }
    }

    private static ProgramRun run(Stack stack, JsonNode job, int number) {
        return ProgramRun.of(
                List.of(
                        Command.java(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Project.serviceJar("sink").toString()),
                environment(stack, job),
                Project.work(),
                stack.logs(),
                "migration-" + number,
                Duration.ofMinutes(5));
    }

    /** As the manifest says, with this test's database and its passwords; port 0, since the sink's may be taken here. */
    private static Map<String, String> environment(Stack stack, JsonNode job) {
        var environment = variables(stack, job);
        assertThat(environment).doesNotContainValue(null);
        assertThat(environment.put("QUARKUS_DATASOURCE_JDBC_URL", stack.jdbcUrl()))
                .startsWith("jdbc:postgresql:");
        environment.put("QUARKUS_HTTP_PORT", "0");
        return environment;
    }

    /** Users and passwords of the sink's manifest, as properties; its TLS is not that of this stack. */
    private static Map<String, String> database(Stack stack, JsonNode deployment) {
        var properties = new HashMap<String, String>();
        variables(stack, deployment).forEach((name, value) -> {
            if (name.matches("QUARKUS_(DATASOURCE|FLYWAY)_.*(USERNAME|PASSWORD)")) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        assertThat(properties).hasSize(6).doesNotContainValue(null);
        return properties;
    }

    private static Map<String, String> variables(Stack stack, JsonNode workload) {
        Map<String, String> secrets = Map.of(
                "starflow-postgres-app/username",
                stack.user(),
                "starflow-postgres-app/password",
                stack.password(),
                "starflow-sink-db/username",
                "starflow_sink",
                "starflow-sink-db/password",
                PASSWORD,
                "starflow-reader-db/username",
                "starflow_reader",
                "starflow-reader-db/password",
                PASSWORD);
        var variables = new HashMap<String, String>();
        containers(workload)
                .flatMap(container -> elements(container.path("env")))
                .forEach(variable -> {
                    JsonNode reference = variable.path("valueFrom").path("secretKeyRef");
                    String value = reference.isMissingNode()
                            ? variable.path("value").asText()
                            : secrets.get(reference.path("name").asText() + "/"
                                    + reference.path("key").asText());
                    variables.put(variable.path("name").asText(), value);
                });
        return variables;
    }

    private static Set<String> usersOf(Stack stack, String application) throws SQLException {
        var users = new TreeSet<String>();
        try (Connection owner = connect(stack, stack.user(), stack.password());
                var query = owner.prepareStatement("SELECT usename FROM pg_stat_activity WHERE application_name = ?")) {
            query.setString(1, application);
            var rows = query.executeQuery();
            while (rows.next()) {
                users.add(rows.getString(1));
            }
        }
        return users;
    }

    private static void role(Stack stack, String name) throws SQLException {
        try (Connection owner = connect(stack, stack.user(), stack.password());
                Statement statement = owner.createStatement()) {
            boolean exists = statement
                    .executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'")
                    .next();
            statement.execute((exists ? "ALTER" : "CREATE") + " ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("GRANT CONNECT ON DATABASE " + owner.getCatalog() + " TO " + name);
        }
    }

    private static Connection connect(Stack stack, String user, String password) throws SQLException {
        return DriverManager.getConnection(stack.jdbcUrl(), user, password);
    }
}
