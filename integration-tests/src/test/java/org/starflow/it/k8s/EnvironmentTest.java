package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.starflow.it.support.Project;
import org.starflow.schemas.registry.RegistryConfig;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.starflow.it.k8s.Manifests.containers;
import static org.starflow.it.k8s.Manifests.elements;
import static org.starflow.it.k8s.Manifests.name;
import static org.starflow.it.k8s.Manifests.pod;

/** Environment variables and ports of the services are keys that they know and ports on which they listen. */
class EnvironmentTest {
    static final List<String> OVERLAYS = Kustomize.OVERLAYS;

    /** Of the JVM, and of Quarkus itself for a start that only migrates. */
    private static final Set<String> OF_OTHERS = Set.of("JAVA_TOOL_OPTIONS", "QUARKUS_INIT_AND_EXIT");

    /** docs/data-contracts.md; read from the settings by name, with a prefix that is optional. */
    private static final Set<String> REGISTRY_CLIENT = Set.of(
            RegistryConfig.URL,
            "basic.auth.credentials.source",
            "basic.auth.user.info",
            "schema.registry.ssl.truststore.type",
            "schema.registry.ssl.truststore.location");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyVariableIsAKeyOfTheService(String overlay) {
        for (JsonNode workload : ours(overlay)) {
            // Given
            var known = known(service(workload));

            // When
            var variables = containers(workload)
                    .flatMap(container -> elements(container.path("env")))
                    .map(variable -> variable.path("name").asText())
                    .toList();

            // Then
            assertThat(variables).as(name(workload)).isNotEmpty().doesNotHaveDuplicates();
            assertThat(variables).as(name(workload)).isSubsetOf(known);
        }
    }

    @Test
    void theRegistryClientReadsItsSettings() {
        // Given
        Map<String, Object> settings = Map.of(
                RegistryConfig.URL,
                "https://127.0.0.1:1/apis/ccompat/v7",
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "no colon");

        // Then
        assertThatThrownBy(() -> RegistryConfig.from(settings)).hasMessageContaining("user:password");
    }

    @ParameterizedTest
    @CsvSource({"starflow-worker, worker", "starflow-sink, sink"})
    void portsAreThoseOfTheConfiguration(String deployment, String module) {
        // Given
        var manifests = Kustomize.render("gpu");
        JsonNode workload = manifests.one("Deployment", deployment);
        int port =
                configuration(module).path("quarkus").path("http").path("port").asInt();

        // Then
        assertThat(Manifests.environment(workload, "QUARKUS_HTTP_PORT").asInt()).isEqualTo(port);
        assertThat(containers(workload)
                        .flatMap(container -> elements(container.path("ports")))
                        .filter(p -> p.path("name").asText().equals("http"))
                        .map(p -> p.path("containerPort").asInt()))
                .containsExactly(port);
        containers(workload)
                .flatMap(container -> Stream.of("startupProbe", "readinessProbe", "livenessProbe")
                        .map(container::path))
                .forEach(probe -> {
                    assertThat(probe.path("httpGet").path("port").asText()).isEqualTo("http");
                    assertThat(probe.path("httpGet").path("path").asText()).isIn("/q/health/live", "/q/health/ready");
                });
    }

    /** Who talks to a server carries the label that the network policies let through. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void labelsOpenTheWayToWhatTheEnvironmentNames(String overlay) {
        for (JsonNode workload : Kustomize.render(overlay).workloads()) {
            JsonNode labels =
                    workload.path("spec").path("template").path("metadata").path("labels");
            String variables = containers(workload)
                    .map(container -> container.path("env").toString())
                    .reduce("", String::concat);
            assertThat(labels.path("starflow.org/kafka").asText().equals("client"))
                    .as("%s and Kafka", name(workload))
                    .isEqualTo(variables.contains("starflow-kafka-bootstrap"));
            assertThat(labels.path("starflow.org/registry").asText().equals("client"))
                    .as("%s and the registry", name(workload))
                    .isEqualTo(variables.contains("//starflow-registry"));
            assertThat(labels.path("starflow.org/postgres").asText().equals("client"))
                    .as("%s and PostgreSQL", name(workload))
                    .isEqualTo(variables.contains("//starflow-postgres-rw"));
        }
    }

    private static List<JsonNode> ours(String overlay) {
        return Kustomize.render(overlay).workloads().stream()
                .filter(workload -> !name(workload).equals("starflow-registry"))
                .toList();
    }

    private static String service(JsonNode workload) {
        return pod(workload).path("serviceAccountName").asText().startsWith("starflow-worker") ? "worker" : "sink";
    }

    private static Set<String> known(String module) {
        String type = module.equals("worker") ? "WorkerConfig" : "SinkConfig";
        var keys = new HashSet<String>(ServiceClasses.of(module)
                .keys("org.starflow." + module + "." + type, "starflow." + module)
                .keySet());
        flatten("", configuration(module), keys);
        Stream.of(ConsumerConfig.configNames(), ProducerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream)
                .forEach(key -> keys.add("kafka." + key));
        REGISTRY_CLIENT.forEach(key -> keys.add("kafka." + key));
        keys.add("starflow.home");
        var variables = new HashSet<>(OF_OTHERS);
        keys.forEach(key -> variables.add(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")));
        // Without a default in application.yaml, since there is none.
        variables.addAll(Set.of("QUARKUS_DATASOURCE_PASSWORD", "QUARKUS_FLYWAY_USERNAME", "QUARKUS_FLYWAY_PASSWORD"));
        return variables;
    }

    private static void flatten(String prefix, JsonNode node, Set<String> keys) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> flatten(
                            prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(), entry.getValue(), keys));
        } else {
            keys.add(prefix);
        }
    }

    private static JsonNode configuration(String module) {
        return Manifests.file(Project.root().resolve(module + "/src/main/resources/application.yaml"));
    }
}
