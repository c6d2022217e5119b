package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.k8s.Manifests.elements;
import static org.starflow.it.k8s.Manifests.name;

/** Rules and dashboards on the cluster are those of {@code k8s/monitoring}, about metrics that the services have. */
class MonitoringTest {
    private static final Path FOLDER = Kustomize.folder().resolve("monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bstarflow_[a-z0-9_]+");
    /** What Micrometer appends to a name for Prometheus: a base unit, then the kind. */
    private static final Pattern SUFFIX =
            Pattern.compile("(_(seconds|bytes|ratio|records|spectra))?(_(total|sum|count|bucket|max|created))?");

    @Test
    void rulesAreWrappedAsTheyAre() throws IOException {
        // Given
        var wrapped = Manifests.parse("rules", Files.readString(FOLDER.resolve("prometheus-rules.yaml")))
                .documents();
        List<JsonNode> plain = files("rules").stream().map(Manifests::file).toList();

        // Then
        assertThat(wrapped)
                .as("k8s/monitoring/wrap-rules.sh makes them anew")
                .extracting(rule -> rule.path("spec"))
                .containsExactlyElementsOf(plain);
        assertThat(Kustomize.render("gpu").all("PrometheusRule"))
                .extracting(rule -> rule.path("spec"))
                .containsExactlyInAnyOrderElementsOf(plain);
    }

    @Test
    void everyDashboardIsInTheConfigMap() throws IOException {
        // Given
        JsonNode map = Kustomize.render("gpu").one("ConfigMap", "starflow-dashboards");

        // Then
        for (Path file : files("dashboards")) {
            assertThat(map.path("data").path(file.getFileName().toString()).asText())
                    .as("%s in k8s/monitoring/kustomization.yaml", file)
                    .isEqualTo(Files.readString(file));
        }
        assertThat(map.path("metadata").path("labels").path("grafana_dashboard").asText())
                .isEqualTo("1");
    }

    @Test
    void metricsAreThoseOfTheCode() {
        // Given
        Set<String> known = Stream.of("worker", "sink", "producer")
                .flatMap(module -> ServiceClasses.of(module).constantsOfAll("Metrics").stream())
                .map(constant -> constant.toString().replace('.', '_'))
                .filter(constant -> constant.startsWith("starflow_"))
                .collect(Collectors.toSet());
        var manifests = Kustomize.render("gpu");

        // When
        var used = Stream.of("PrometheusRule", "ConfigMap", "ScaledObject")
                .flatMap(kind -> manifests.all(kind).stream())
                .flatMap(document -> METRIC.matcher(document.toString()).results())
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
        var unknown = used.stream()
                .filter(metric -> known.stream()
                        .noneMatch(constant -> metric.startsWith(constant)
                                && SUFFIX.matcher(metric.substring(constant.length()))
                                        .matches()))
                .toList();

        // Then
        assertThat(used).hasSizeGreaterThan(10);
        assertThat(unknown).isEmpty();
    }

    /** The rules tell workers and sink apart by {@code job}. */
    @Test
    void scrapedJobsHaveTheNamesThatTheRulesAskFor() throws IOException {
        // Given
        var manifests = Kustomize.render("gpu");
        JsonNode services = manifests.one("PodMonitor", "starflow-services").path("spec");
        String label = services.path("jobLabel").asText();
        var jobs = Stream.of("starflow-worker", "starflow-sink")
                .map(deployment -> manifests
                        .one("Deployment", deployment)
                        .at("/spec/template/metadata/labels")
                        .path(label)
                        .asText())
                .toList();

        // When
        var patterns = Pattern.compile("job=~\"([^\"]+)\"")
                .matcher(Files.readString(FOLDER.resolve("rules/starflow.yaml")))
                .results()
                .map(result -> Pattern.compile(result.group(1)))
                .toList();

        // Then
        assertThat(jobs).containsExactly("starflow-worker", "starflow-sink");
        assertThat(patterns)
                .isNotEmpty()
                .allSatisfy(pattern ->
                        assertThat(jobs).allMatch(job -> pattern.matcher(job).matches()));
    }

    @Test
    void monitorsReadPortsThatAreThere() {
        // Given
        var manifests = Kustomize.render("gpu");
        var ports = manifests.workloads().stream()
                .flatMap(Manifests::containers)
                .flatMap(container -> elements(container.path("ports")))
                .map(port -> port.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        // Of the operators' pods.
        ports.addAll(Set.of("tcp-prometheus", "metrics"));

        // Then
        assertThat(manifests.all("PodMonitor"))
                .isNotEmpty()
                .allSatisfy(monitor -> assertThat(elements(monitor.path("spec").path("podMetricsEndpoints"))
                                .map(endpoint -> endpoint.path("port").asText()))
                        .as(name(monitor))
                        .isNotEmpty()
                        .allMatch(ports::contains));
    }

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return files.sorted().toList();
        }
    }
}
