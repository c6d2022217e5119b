package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.k8s.Manifests.containers;
import static org.starflow.it.k8s.Manifests.elements;
import static org.starflow.it.k8s.Manifests.name;
import static org.starflow.it.k8s.Manifests.pod;

/** What every pod of ours must be: confined, bounded, watched, and stopped in good order. */
class PolicyTest {
    static final List<String> OVERLAYS = Kustomize.OVERLAYS;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void podsAreConfined(String overlay) {
        for (JsonNode workload : workloads(overlay)) {
            // Given
            JsonNode pod = pod(workload);
            JsonNode security = pod.path("securityContext");

            // Then
            assertThat(security.path("runAsNonRoot").asBoolean())
                    .as(name(workload))
                    .isTrue();
            assertThat(security.path("runAsUser").asInt()).as(name(workload)).isPositive();
            assertThat(security.path("seccompProfile").path("type").asText())
                    .as(name(workload))
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true))
                    .as(name(workload))
                    .isFalse();
            assertThat(pod.path("serviceAccountName").asText())
                    .as(name(workload))
                    .isNotEmpty();
            // Addresses of services as environment variables would be read as settings: KAFKA_PORT, STARFLOW_….
            assertThat(pod.path("enableServiceLinks").asBoolean(true))
                    .as(name(workload))
                    .isFalse();
            containers(workload).forEach(container -> assertConfined(workload, container.path("securityContext")));
        }
    }

    private static void assertConfined(JsonNode workload, JsonNode security) {
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                .as(name(workload))
                .isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                .as(name(workload))
                .isTrue();
        assertThat(security.path("capabilities").path("drop").toString())
                .as(name(workload))
                .isEqualTo("[\"ALL\"]");
        assertThat(security.path("capabilities").has("add")).as(name(workload)).isFalse();
    }

    /** Guaranteed: the JVM and ONNX Runtime size themselves by the CPU limit, and memory is never taken back. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void resourcesAreBounded(String overlay) {
        workloads(overlay).stream().flatMap(Manifests::containers).forEach(container -> {
            JsonNode resources = container.path("resources");
            assertThat(resources.path("requests").has("cpu"))
                    .as("%s", container)
                    .isTrue();
            assertThat(resources.path("limits").has("cpu")).as("%s", container).isTrue();
            assertThat(resources.path("limits").path("memory").asText())
                    .as("%s", container)
                    .isNotEmpty()
                    .isEqualTo(resources.path("requests").path("memory").asText());
            assertThat(container.path("image").asText())
                    .as("a version, not whatever is newest")
                    .matches(".+:.+")
                    .doesNotEndWith(":latest");
        });
        workloads(overlay).stream()
                .flatMap(workload -> elements(pod(workload).path("volumes")))
                .filter(volume -> volume.has("emptyDir"))
                .forEach(volume -> assertThat(volume.path("emptyDir").has("sizeLimit"))
                        .as("%s", volume)
                        .isTrue());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void servicesAreProbedAndDisruptedOneByOne(String overlay) {
        var manifests = Kustomize.render(overlay);
        var budgets = manifests.all("PodDisruptionBudget").stream()
                .map(budget -> budget.path("spec").path("selector").path("matchLabels"))
                .toList();
        for (JsonNode deployment : manifests.all("Deployment")) {
            containers(deployment).forEach(container -> {
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    assertThat(container.path(probe).path("httpGet").has("path"))
                            .as("%s of %s", probe, name(deployment))
                            .isTrue();
                }
            });
            JsonNode labels =
                    deployment.path("spec").path("template").path("metadata").path("labels");
            assertThat(budgets)
                    .as("a budget that selects %s", name(deployment))
                    .anyMatch(selector -> selector.properties().stream()
                            .allMatch(label -> label.getValue().equals(labels.path(label.getKey()))));
            assertThat(pod(deployment).path("topologySpreadConstraints").isEmpty())
                    .as("topology spread of %s", name(deployment))
                    .isFalse();
        }
    }

    /** A hung dependency must not look like a hung service: patience of the probes, and of the stop. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void workersAreGivenTimeToStartAndToStop(String overlay) {
        Kustomize.render(overlay).all("Deployment").stream()
                .filter(deployment -> name(deployment).startsWith("starflow-worker"))
                .forEach(worker -> {
                    JsonNode startup =
                            containers(worker).findFirst().orElseThrow().path("startupProbe");
                    int patience = startup.path("periodSeconds").asInt()
                            * startup.path("failureThreshold").asInt();
                    long grace =
                            pod(worker).path("terminationGracePeriodSeconds").asLong();
                    String stop = Manifests.environment(worker, "STARFLOW_WORKER_STOP_TIMEOUT")
                            .asText();

                    assertThat(patience).as("start of the JVM").isGreaterThanOrEqualTo(120);
                    assertThat(Duration.ofSeconds(grace))
                            .as("docs/worker.md: the orchestrator waits twice the stop-timeout")
                            .isGreaterThan(Duration.parse("PT" + stop).multipliedBy(2));
                });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void secretsAreNamedNeverWritten(String overlay) {
        var manifests = Kustomize.render(overlay);

        assertThat(manifests.all("Secret")).isEmpty();
        manifests.workloads().stream()
                .flatMap(Manifests::containers)
                .flatMap(container -> elements(container.path("env")))
                .filter(variable ->
                        variable.path("name").asText().matches(".*(PASSWORD|JAAS_CONFIG|TOKEN|SECRET|USER_INFO)"))
                .forEach(variable -> assertThat(variable.path("valueFrom")
                                .path("secretKeyRef")
                                .path("name")
                                .asText())
                        .as("%s", variable)
                        .isNotEmpty());
    }

    private static List<JsonNode> workloads(String overlay) {
        var workloads = Kustomize.render(overlay).workloads();
        assertThat(workloads).isNotEmpty();
        return workloads;
    }
}
