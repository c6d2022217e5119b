package org.starflow.it.sink;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.Service;
import org.starflow.schemas.RejectCode;
import org.starflow.v1.Inference;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What is in the topics is in the database, once, whatever happens to sink and database. */
class SinkIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String ROWS =
            "SELECT md5(string_agg(r::text, '|' ORDER BY spectrum_id)) FROM result r WHERE model_name = '%s'";

    private final Catalogue catalogue = new Catalogue(SinkSetup.stack());

    @Test
    void aReplayFromTheStartChangesNothing() {
        // Given: results and rejects, an aborted transaction among them, and all of it stored
        var model = "replayed";
        try (var worker = worker(model)) {
            List<Input> inputs = worker.feed(model, 60);
            worker.infer(inputs.subList(0, 30));
            worker.inferAndAbort(inputs.subList(30, 55));
            worker.infer(inputs.subList(30, 55));
            worker.reject(inputs.subList(55, 60), RejectCode.SNR_MISSING);
        }
        try (var sink = SinkSetup.readySink()) {
            catalogue.awaitCount("result", model, 55);
            catalogue.awaitCount("reject", model, 5);
            awaitNoLag(sink);
        }
        var before = catalogue.query(ROWS.formatted(model));

        // When: the offsets go back to the beginning
        catalogue.update("UPDATE consumer_offset SET next_offset = 0");
        try (var sink = SinkSetup.readySink()) {
            awaitNoLag(sink);

            // Then
            assertThat(sink.metric("starflow_sink_results_total{outcome=\"duplicate\"}")
                            .orElse(0))
                    .isGreaterThanOrEqualTo(55);
        }
        assertThat(catalogue.query(ROWS.formatted(model))).isEqualTo(before);
        assertThat(catalogue.count("result", model)).isEqualTo(55);
        assertThat(catalogue.count("ledger", model)).isEqualTo(60);
    }

    @Test
    void killedSinksLoseAndRepeatNothing() {
        // Given
        var model = "killed";
        try (var worker = worker(model)) {
            List<Input> inputs = worker.feed(model, 1200);
            for (int i = 0; i < 1200; i += 40) {
                worker.infer(inputs.subList(i, i + 40));
            }
        }
        var small = Map.of("starflow.sink.max-poll-records", "5");

        // When: one is killed after it has begun, and another goes on
        try (var first = SinkSetup.sink(small)) {
            catalogue.awaitCount("result", model, 40);
            first.kill();
        }
        try (var second = SinkSetup.sink(small)) {
            catalogue.awaitCount("result", model, 1200);
            awaitNoLag(second);
        }

        // Then
        assertThat(catalogue.count("result", model)).isEqualTo(1200);
        assertThat(catalogue.count("ledger", model)).isEqualTo(1200);
    }

    @Test
    void twoSinksShareTheWorkAndOneTakesOver() throws Exception {
        // Given
        var model = "shared";
        try (var worker = worker(model);
                var first = SinkSetup.readySink();
                var second = SinkSetup.readySink()) {
            worker.infer(worker.feed(model + "-a", 100));
            catalogue.awaitCount("result", model, 100);

            // When
            first.kill();
            worker.infer(worker.feed(model + "-b", 100));

            // Then
            catalogue.awaitCount("result", model, 200);
            assertThat(second.get("/q/health/ready").statusCode()).isEqualTo(200);
        }
        assertThat(catalogue.count("ledger", model)).isEqualTo(200);
    }

    @Test
    void aDatabaseThatGoesAwayIsWaitedFor() throws Exception {
        // Given
        var model = "database-away";
        try (var worker = worker(model);
                var sink = SinkSetup.readySink()) {
            worker.infer(worker.feed(model + "-a", 20));
            catalogue.awaitCount("result", model, 20);

            // When
            SinkSetup.stack().postgres().kill();
            worker.infer(worker.feed(model + "-b", 20));

            // Then: not ready, for a reason that a person understands
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                var health = sink.get("/q/health/ready");
                assertThat(health.statusCode()).isEqualTo(503);
                assertThat(health.body()).contains("The database can not work");
            });
            assertThat(sink.get("/api/v1/status").body())
                    .contains("\"state\":\"waiting\"")
                    .contains("nothing is lost, results wait in their topic");
            assertThat(sink.get("/api/v1/results").statusCode()).isEqualTo(503);

            // When
            SinkSetup.stack().postgres().start();

            // Then
            catalogue.awaitCount("result", model, 40);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(sink.get("/q/health/ready").statusCode()).isEqualTo(200));
        }
    }

    @Test
    void whatCanNotBeReadOrStoredIsKeptAsideAndTheRestGoesOn() {
        // Given: garbage, text that PostgreSQL can not hold, a matrix of the wrong size
        var model = "poison";
        try (var worker = worker(model);
                var sink = SinkSetup.readySink()) {
            List<Input> inputs = worker.feed(model, 30);
            worker.infer(inputs.subList(0, 10));
            worker.publishRaw(key(model), new byte[] {42, 1, 2, 3});
            publish(
                    worker,
                    Inference.newBuilder(worker.inference(inputs.get(10)))
                            .setTargetId("nul \0")
                            .build());
            publish(
                    worker,
                    Inference.newBuilder(worker.inference(inputs.get(11)))
                            .setLabelOrder(List.of("teff", "logg"))
                            .build());

            // When
            worker.infer(inputs.subList(12, 30));
            awaitNoLag(sink);

            // Then
            catalogue.awaitCount("result", model, 28);
            assertThat(reasons()).hasSize(3);
            assertThat(reasons().get(0)).contains("does not decode");
            assertThat(reasons().get(1)).contains("The database refuses the record");
            assertThat(reasons().get(2)).contains("The correlation of 2 labels");
        }
    }

    private List<String> reasons() {
        return catalogue.query(
                "SELECT reason FROM quarantine WHERE key = '\\x" + hex("poison") + "' ORDER BY record_offset");
    }

    private static void publish(StandInWorker worker, Inference inference) {
        worker.publishRaw(key("poison"), worker.bytes(inference));
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(key(text));
    }

    private static StandInWorker worker(String model) {
        return new StandInWorker(SinkSetup.stack(), model, "1");
    }

    private static void awaitNoLag(Service sink) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> sink.get("/api/v1/status").body().contains("\"lag\":0,\"last_progress_seconds\""));
    }
}
