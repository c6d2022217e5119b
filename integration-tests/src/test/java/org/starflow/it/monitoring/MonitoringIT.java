package org.starflow.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.starflow.it.support.ProgramRun;
import org.starflow.it.support.Project;
import org.starflow.local.monitor.Programs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A real Prometheus beside the running stack: every figure is there, and the page about them is true. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static MonitoredStack stack;

    @BeforeAll
    static void start() throws IOException {
        var program = Programs.find("prometheus");
        String reason = "Skipped: prometheus is not on the PATH. Install it with: apt-get install prometheus";
        if (program.isEmpty()) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(program.isPresent(), reason);
        stack = MonitoredStack.start(program.orElseThrow());
        stack.runTwoNights();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void everyQueryOfEveryPanelReturnsSeries() {
        for (Dashboards.Panel panel : Dashboards.panels()) {
            for (String query : panel.queries()) {
                soon().untilAsserted(() -> assertThat(stack.prometheus().query(query.replace("$__rate_interval", "1m")))
                        .as("%s: %s", panel, query)
                        .isNotEmpty());
            }
        }
    }

    @Test
    @Order(2)
    void everySeriesInsideEveryAlertIsThere() {
        for (AlertRules.Rule rule : AlertRules.all()) {
            for (String selector : rule.selectors()) {
                // Without a GPU nobody asks for one.
                String query = selector.replace("{execution_provider!=\"cpu\"}", "{execution_provider=\"cpu\"}");
                soon().untilAsserted(() -> assertThat(stack.prometheus().query(query))
                        .as("%s: %s", rule.alert(), query)
                        .isNotEmpty());
            }
        }
    }

    @Test
    @Order(3)
    void rulesAreHealthyAndOnlyTheWatchdogFires() {
        soon().untilAsserted(() -> {
            var alerts = stack.prometheus().get("/api/v1/alerts").at("/data/alerts");
            assertThat(alerts.findValuesAsText("alertname")).contains("StarflowWatchdog");
        });
        var rules = stack.prometheus().get("/api/v1/rules").at("/data/groups");
        assertThat(rules.findValuesAsText("name")).contains("StarflowBacklogMissesDeadline");
        soon().untilAsserted(() -> assertThat(stack.prometheus()
                        .get("/api/v1/rules")
                        .at("/data/groups")
                        .findValuesAsText("health"))
                .isNotEmpty()
                .containsOnly("ok"));
        for (JsonNode alert : stack.prometheus().get("/api/v1/alerts").at("/data/alerts")) {
            if (alert.path("state").asText().equals("firing")) {
                assertThat(alert.at("/labels/alertname").asText()).isEqualTo("StarflowWatchdog");
            }
        }
    }

    @Test
    @Order(4)
    void theGpuIsShownAsItsProgramTells() {
        assertThat(stack.prometheus().value("starflow_worker_gpu_memory_used_bytes"))
                .isEqualTo(MonitoredStack.GPU_USED_MEBIBYTES * 1048576.0);
        assertThat(stack.prometheus().value("starflow_worker_gpu_utilization_ratio"))
                .isEqualTo(MonitoredStack.GPU_PERCENT / 100.0);
    }

    @Test
    @Order(5)
    void thePageOfMetricsIsTrue() throws Exception {
        // Given
        String page = MetricsPage.render(stack.workerMetrics(), stack.sinkMetrics(), stack.producerMetrics());

        // When
        if (Boolean.getBoolean("metrics.write")) {
            Files.writeString(MetricsPage.file(), page);
        }

        // Then
        assertThat(page)
                .as("docs/metrics.md differs from the services: write it anew with -Dmetrics.write=true")
                .isEqualTo(Files.readString(MetricsPage.file()));
    }

    @Test
    @Order(6)
    void namesFollowTheRulesOfPrometheus() throws Exception {
        // Given
        Path promtool = Programs.find("promtool").orElseThrow();
        Path scrape = stack.folder().resolve("scrape.txt");
        String ours = stack.workerMetrics() + stack.producerMetrics();
        Files.writeString(scrape, ours(ours) + ours(stack.sinkMetrics()));

        // When
        var lint = ProgramRun.of(
                List.of("sh", "-c", "'" + promtool + "' check metrics < '" + scrape + "'"),
                Map.of(),
                Project.work(),
                stack.folder(),
                "lint",
                PATIENCE);

        // Then
        assertThat(lint.exitCode()).as(lint.out() + lint.err()).isZero();
    }

    @Test
    @Order(7)
    void aBacklogIsSeenWithoutAnyWorkerAndItsEndIsForetold() {
        // Given
        stack.stopWorker();
        soon().untilAsserted(() -> assertThat(stack.prometheus().value("max(starflow_stream_workers)"))
                .isZero());

        // When
        long sent = System.nanoTime();
        stack.send(12);

        // Then
        soon().untilAsserted(() -> assertThat(stack.prometheus().value("sum(starflow_stream_lag_records)"))
                .isEqualTo(12));
        double seconds = (System.nanoTime() - sent) / 1e9;
        System.out.printf("A change was visible in Prometheus after %.1f s%n", seconds);
        soon().untilAsserted(() -> assertThat(stack.prometheus().value("max(starflow_stream_growing)"))
                .isEqualTo(1));
        assertThat(stack.prometheus().value("max(starflow_stream_oldest_age_seconds)"))
                .isPositive();

        // When
        stack.startWorker();

        // Then
        soon().untilAsserted(() -> {
            assertThat(stack.prometheus().value("sum(starflow_stream_lag_records)"))
                    .isZero();
            assertThat(stack.prometheus().value("max(starflow_stream_drain_seconds)"))
                    .isZero();
            assertThat(stack.prometheus().value("max(starflow_stream_growing)")).isZero();
        });
    }

    @Test
    @Order(8)
    void whatIsAwayIsToldInASentenceWithItsTime() {
        // When
        stack.killRegistry();

        // Then
        soon().untilAsserted(() -> {
            assertThat(status().at("/registry/reason").asText())
                    .matches("The schema registry has been away since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"
                            + " \\(.+\\); nothing is lost, .+\\.");
            assertThat(stack.prometheus().value("starflow_sink_dependency_up{dependency=\"registry\"}"))
                    .isZero();
        });

        // When
        stack.killDatabase();

        // Then
        soon().untilAsserted(() -> {
            assertThat(status().at("/database/reason").asText())
                    .startsWith("The database has been away since ")
                    .endsWith("; nothing is lost, results wait in their topic.");
            assertThat(stack.prometheus().value("starflow_sink_dependency_up{dependency=\"database\"}"))
                    .isZero();
        });

        // When
        stack.killBroker();

        // Then
        soon().untilAsserted(() -> {
            assertThat(stack.prometheus().value("starflow_sink_dependency_up{dependency=\"broker\"}"))
                    .isZero();
            assertThat(stream().path("reason").asText()).startsWith("The broker has been away since ");
        });
    }

    private static String ours(String text) {
        return text.lines()
                .filter(line -> line.startsWith("starflow_") || line.matches("# (HELP|TYPE) starflow_.*"))
                .collect(java.util.stream.Collectors.joining("\n", "", "\n"));
    }

    private static JsonNode status() throws Exception {
        return new ObjectMapper()
                .readTree(stack.sink().get("/api/v1/status").body().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode stream() throws Exception {
        return new ObjectMapper()
                .readTree(stack.sink().get("/api/v1/stream").body().getBytes(StandardCharsets.UTF_8));
    }

    private static ConditionFactory soon() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions();
    }
}
