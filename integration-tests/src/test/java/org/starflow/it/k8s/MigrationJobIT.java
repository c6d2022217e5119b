package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.ProgramRun;
import org.starflow.it.support.Project;
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
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.starflow.it.k8s.Manifests.containers;
import static org.starflow.it.k8s.Manifests.elements;

/** The Job of the manifests, with its own environment, on a real database. */
class MigrationJobIT {
    private static final String PASSWORD = "of-this-test";

    @Test
    void migratesAndEnds() throws SQLException {
        JsonNode job = Kustomize.render("gpu").one("Job", "starflow-migration");
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
        Map<String, String> secrets = Map.of(
                "starflow-postgres-app/username",
                stack.user(),
                "starflow-postgres-app/password",
                stack.password(),
                "starflow-sink-db/username",
                "starflow_sink",
                "starflow-reader-db/username",
                "starflow_reader");
        var environment = new HashMap<String, String>();
        containers(job).flatMap(container -> elements(container.path("env"))).forEach(variable -> {
            JsonNode reference = variable.path("valueFrom").path("secretKeyRef");
            String value = reference.isMissingNode()
                    ? variable.path("value").asText()
                    : secrets.get(reference.path("name").asText() + "/"
                            + reference.path("key").asText());
            environment.put(variable.path("name").asText(), value);
        });
        assertThat(environment).doesNotContainValue(null);
        assertThat(environment.put("QUARKUS_DATASOURCE_JDBC_URL", stack.jdbcUrl()))
                .startsWith("jdbc:postgresql:");
        environment.put("QUARKUS_HTTP_PORT", "0");
        return environment;
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
