package org.starflow.it.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.starflow.it.support.Component;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.Topics;
import org.starflow.schemas.telemetry.TraceParent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** A spectrum is followed from its sending to its row, in traces and in the logs; and the logs stay short. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TelemetryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration WINDOW = Duration.ofSeconds(4);
    private static final int STARS = 3;

    private static Stack stack;
    private static Services services;
    private static OtlpReceiver collector;
    private static Service worker;
    private static Service sink;

    @BeforeAll
    static void start() throws IOException {
        stack = Stacks.fresh("telemetry");
        collector = new OtlpReceiver();
        services = Services.on(stack).and(Map.of("STARFLOW_TRACES_ENDPOINT", collector.url()));
        var settings = Map.of("starflow.log.flood-window", WINDOW.toSeconds() + "s");
        sink = services.and(Map.of("STARFLOW_SINK_OPERATOR_PASSWORD", OperatorCalls.PASSWORD))
                .sink(settings);
        worker = services.and(Map.of("STARFLOW_WORKER_OPERATOR_PASSWORD", OperatorCalls.PASSWORD))
                .worker("telemetry", settings)
                .awaitReady();
        sink.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            worker.close();
            sink.close();
            collector.close();
            stack.close();
        }
    }

    @Test
    @Order(1)
    void levelsChangeForTheOperatorAloneAndTheLogSaysWho() {
        for (Service service : List.of(worker, sink)) {
            // When
            var stranger = OperatorCalls.level(service, "org.starflow", "DEBUG", "wrong");
            var typo = OperatorCalls.level(service, "org.starflow", "LOUD", OperatorCalls.PASSWORD);
            var operator = OperatorCalls.level(service, "org.starflow", "DEBUG", OperatorCalls.PASSWORD);

            // Then
            assertThat(stranger.statusCode()).isEqualTo(401);
            assertThat(typo.statusCode()).isEqualTo(400);
            assertThat(typo.body()).contains("ERROR, WARN, INFO, DEBUG, DEFAULT");
            assertThat(operator.statusCode()).as(operator.body()).isEqualTo(200);
            assertThat(new LogLines(service.log()).with("category", "org.starflow"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.get("message").asText()).isEqualTo("Log level changed");
                        assertThat(line.at("/fields/by").asText()).isEqualTo("operator");
                        assertThat(line.at("/fields/to").asText()).isEqualTo("DEBUG");
                    });
        }
    }

    @Test
    @Order(2)
    void aSpectrumIsOneTraceFromProducerToDatabase() throws SQLException {
        // When
        var run = services.producer(PATIENCE, "simulate", "--count", Integer.toString(STARS), "--snr", "100");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        Awaitility.await("spans of every spectrum")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.spans())
                        .filteredOn(span -> span.name().equals("sink write"))
                        .hasSize(STARS));
        for (var root : named("producer send")) {
            var trace = collector.trace(root.trace());
            assertThat(trace)
                    .extracting(OtlpReceiver.Received::name)
                    .containsExactlyInAnyOrder(
                            "producer send",
                            "worker process",
                            "worker prepare",
                            "worker infer",
                            "worker encode",
                            "worker commit",
                            "sink write");
            assertThat(trace)
                    .extracting(OtlpReceiver.Received::service)
                    .contains("starflow-producer", "starflow-worker", "starflow-sink");
            assertThat(one(trace, "worker process").parent()).isEqualTo(root.id());
            assertThat(one(trace, "worker infer").parent())
                    .isEqualTo(one(trace, "worker process").id());
            assertThat(one(trace, "sink write").parent())
                    .isEqualTo(one(trace, "worker process").id());
            assertThat(traceInLedger(root.spectrum())).isEqualTo(root.trace());
        }
    }

    @Test
    @Order(3)
    void theLogsOfTheServicesNameTheSpectrum() {
        for (var root : named("producer send")) {
            for (Service service : List.of(worker, sink)) {
                assertThat(new LogLines(service.log()).with("spectrum_id", root.spectrum()))
                        .as(service.log().toString())
                        .anySatisfy(line ->
                                assertThat(line.at("/fields/trace_id").asText()).isEqualTo(root.trace()));
            }
        }
    }

    @Test
    @Order(4)
    void aRejectKeepsItsTraceAndIsNamedInBothLogs() {
        // Given
        var trace = TraceParent.start();

        // When
        sendGarbage("broken-1", trace);

        // Then
        Awaitility.await("the reject in the database")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(new LogLines(sink.log()).with("spectrum_id", "broken-1"))
                        .isNotEmpty());
        for (Service service : List.of(worker, sink)) {
            JsonNode line =
                    new LogLines(service.log()).with("spectrum_id", "broken-1").getFirst();
            assertThat(line.get("level").asText()).isEqualTo("INFO");
            assertThat(line.at("/fields/code").asText()).isEqualTo("MALFORMED_RECORD");
            assertThat(line.at("/fields/trace_id").asText()).isEqualTo(trace.traceId());
            assertThat(line.get("message").asText()).doesNotContain("broken-1");
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.trace(trace.traceId()))
                        .filteredOn(span -> span.name().equals("worker process"))
                        .singleElement()
                        .satisfies(span -> assertThat(span.failed()).isTrue()));
    }

    @Test
    @Order(5)
    void aDatabaseThatIsAwayDoesNotFloodTheLog() {
        staysShort(stack.postgres(), List.of(sink));
    }

    @Test
    @Order(6)
    void aBrokerThatIsAwayDoesNotFloodTheLogs() {
        staysShort(stack.kafka(), List.of(worker, sink));
    }

    private static void staysShort(Component dependency, List<Service> services) {
        // Given
        services.forEach(service -> OperatorCalls.level(service, "org.starflow", "DEFAULT", OperatorCalls.PASSWORD));
        var before = services.stream()
                .map(service -> new LogLines(service.log()).all().size())
                .toList();
        long start = System.nanoTime();

        // When
        dependency.kill();
        try {
            for (Service service : services) {
                Awaitility.await("three windows in " + service.log())
                        .atMost(PATIENCE)
                        .until(() -> System.nanoTime() - start > 4 * WINDOW.toNanos());
            }
        } finally {
            dependency.start();
        }

        // Then: of each kind at most one line and one count in a window
        long windows = (System.nanoTime() - start) / WINDOW.toNanos() + 2;
        for (int i = 0; i < services.size(); i++) {
            var lines = new LogLines(services.get(i).log()).all();
            var since = lines.subList(before.get(i), lines.size());
            var kinds = since.stream()
                    .filter(line ->
                            List.of("WARN", "ERROR").contains(line.get("level").asText()))
                    .collect(Collectors.groupingBy(TelemetryIT::kind, Collectors.counting()));
            assertThat(kinds).as(services.get(i).log().toString()).isNotEmpty();
            assertThat(kinds.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(windows));
        }
    }

    private static String kind(JsonNode line) {
        boolean counted = !line.at("/fields/further").isMissingNode();
        return line.get("loggerName").asText()
                + counted
                + line.get("message").asText().replaceAll("[0-9]+", "#");
    }

    private static List<OtlpReceiver.Received> named(String name) {
        var found = collector.spans().stream()
                .filter(span -> span.name().equals(name))
                .toList();
        assertThat(found).isNotEmpty();
        return found;
    }

    private static OtlpReceiver.Received one(List<OtlpReceiver.Received> trace, String name) {
        var found = new ArrayList<>(trace);
        found.removeIf(span -> !span.name().equals(name));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String traceInLedger(String spectrumId) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.prepareStatement("SELECT trace_id FROM ledger WHERE spectrum_id = ?")) {
            statement.setString(1, spectrumId);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).as(spectrumId).isTrue();
                return rows.getString(1);
            }
        }
    }

    private static void sendGarbage(String id, TraceParent trace) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<byte[], byte[]>(Topics.SPECTRA, new byte[] {0, 0, 0, 0});
            record.headers().add(RecordHeaders.SPECTRUM_ID, id.getBytes(StandardCharsets.UTF_8));
            trace.put(record.headers());
            producer.send(record);
        }
    }
}
