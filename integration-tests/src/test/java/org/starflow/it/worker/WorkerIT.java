package org.starflow.it.worker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.Project;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.schemas.RejectHeaders;
import org.starflow.schemas.serde.AvroDeserializer;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged worker as a process of its own, on a real broker and registry. */
class WorkerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final double SNR = 100;

    private static Stack stack;
    private static Spectra stars;

    @BeforeAll
    static void start() {
        stack = Stacks.shared();
        stars = Spectra.tiny();
    }

    @AfterAll
    static void stop() {
        if (stars != null) {
            stars.close();
        }
    }

    @Test
    void everyRecordEndsOnceInResultsOrRejects() {
        // Given: two workers that share four partitions
        var topics = WorkerTopics.create(stack, "worker-kinds");
        var good = stars.stars("star", 30, SNR, 1);
        try (var one = worker("kinds-1", topics).awaitReady();
                var two = worker("kinds-2", topics).awaitReady();
                var sender = new SentRecords(stack, topics)) {
            awaitAssigned(one, 2);
            awaitAssigned(two, 2);
            var bad = BadRecords.of(good.getFirst(), stack, topics);
            var badAt = new HashMap<Position, BadRecords.Bad>();
            var goodAt = new HashMap<Position, Spectrum>();

            // When: bad between good, and the first spectrum a second time
            for (int i = 0; i < Math.max(good.size(), bad.size()); i++) {
                if (i < good.size()) {
                    goodAt.put(sender.send(good.get(i)), good.get(i));
                }
                if (i < bad.size()) {
                    badAt.put(sender.send(bad.get(i).name(), bad.get(i).bytes()), bad.get(i));
                }
            }
            var again = sender.send(good.getFirst());
            goodAt.put(again, good.getFirst());
            var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);

            // Then
            assertThat(outcomes.results()).isEqualTo(goodAt.size());
            goodAt.forEach((position, spectrum) -> assertResult(outcomes, position, spectrum));
            badAt.forEach((position, record) -> assertReject(outcomes, topics, position, record));
            assertThat(one.metric("starflow_worker_records_total").orElse(0)).isPositive();
            assertThat(two.metric("starflow_worker_records_total").orElse(0)).isPositive();
            assertThat(one.metric("starflow_worker_rejects_total").orElseThrow()
                            + two.metric("starflow_worker_rejects_total").orElseThrow())
                    .isEqualTo(bad.size());
        }
    }

    @Test
    void aStoppedWorkerLeavesNothingHalfDoneAndTheNextGoesOn() {
        // Given
        var topics = WorkerTopics.create(stack, "worker-stop");
        var spectra = stars.stars("stop", 60, SNR, 2);
        try (var sender = new SentRecords(stack, topics);
                var first = worker("stop", topics).awaitReady()) {
            spectra.subList(0, 40).forEach(sender::send);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> first.metric("starflow_worker_records_total").orElse(0) > 0);

            // When
            first.close();
            spectra.subList(40, 60).forEach(sender::send);

            // Then
            assertThat(first.exitCode()).isZero();
            try (var second = worker("stop", topics).awaitReady()) {
                var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);
                assertThat(outcomes.rejects()).isZero();
                assertThat(second.metric("starflow_worker_records_total").orElseThrow())
                        .isLessThan(60);
            }
        }
    }

    @Test
    void healthAndMetadataAreServed() throws Exception {
        // Given
        var topics = WorkerTopics.create(stack, "worker-http");
        try (var worker = worker("http", topics).awaitReady()) {
            var result = worker.get("/q/metrics").body();

            // Then
            assertThat(worker.get("/q/health/live").statusCode()).isEqualTo(200);
            assertThat(worker.get("/v2/health/live").statusCode()).isEqualTo(200);
            assertThat(worker.get("/v2/health/ready").statusCode()).isEqualTo(200);
            assertThat(worker.get("/v2/models/no-such-model").statusCode()).isEqualTo(404);
            assertThat(result)
                    .contains("starflow_worker_info{execution_provider=\"cpu\"")
                    .contains("starflow_worker_lag ")
                    .contains("starflow_worker_oldest_age_seconds ")
                    .contains("starflow_worker_stage_seconds_sum{stage=\"infer\"}")
                    .contains("starflow_worker_rejects_total{code=\"WRONG_GRID\"}");
        }
    }

    @Test
    void aWorkerThatCannotRunSaysWhyAndEnds() throws Exception {
        // Given
        var topics = WorkerTopics.create(stack, "worker-cannot");
        var damaged = Project.work().resolve("damaged-package");
        copy(Project.tinyPackage(), damaged);
        Files.write(damaged.resolve("latents.f32"), new byte[] {1});

        // When
        var corrupt = Services.on(stack).with(damaged).worker("corrupt", topics.settings(Map.of()));
        var missing = Services.on(stack)
                .with(Project.work().resolve("no-such-package"))
                .worker("missing", topics.settings(Map.of()));
        var cuda = Services.on(stack)
                .worker("cuda", topics.settings(Map.of("starflow.worker.execution-provider", "cuda")));

        // Then
        assertEnded(corrupt, "latents.f32");
        assertEnded(missing, "no-such-package");
        assertEnded(cuda, "cuda");
    }

    private static Service worker(String instance, WorkerTopics topics) {
        return Services.on(stack).worker(instance, topics.settings(Map.of()));
    }

    private static void awaitAssigned(Service worker, int partitions) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        worker.metric("starflow_worker_partitions_assigned").orElse(0) == partitions);
    }

    private static void assertResult(Outcomes outcomes, Position position, Spectrum spectrum) {
        var record = outcomes.result(position);
        var inference = inference(record.value());
        assertThat(record.key()).isEqualTo(spectrum.getSpectrumId().getBytes(StandardCharsets.UTF_8));
        assertThat(inference.getSpectrumId()).isEqualTo(spectrum.getSpectrumId());
        assertThat(inference.getSource().getOffset()).isEqualTo(position.offset());
        assertThat(inference.getModel().getExecutionProvider()).isEqualTo("cpu");
        assertThat(inference.getEstimates()).hasSize(13);
    }

    private static void assertReject(Outcomes outcomes, WorkerTopics topics, Position position, BadRecords.Bad bad) {
        var record = outcomes.reject(position);
        assertThat(Outcomes.header(record, RejectHeaders.ERROR_CODE))
                .as(bad.name())
                .isEqualTo(bad.code().name());
        assertThat(Outcomes.header(record, RejectHeaders.TOPIC)).isEqualTo(topics.spectra());
        assertThat(Outcomes.header(record, RejectHeaders.REASON)).as(bad.name()).isNotBlank();
        assertThat(record.key()).isEqualTo(bad.name().getBytes(StandardCharsets.UTF_8));
        if (bad.name().equals("as large as can be")) {
            assertThat(record.value()).hasSize(64 * 1024);
            assertThat(Outcomes.header(record, RejectHeaders.REASON)).contains(bad.bytes().length + " bytes");
        } else {
            assertThat(record.value()).as(bad.name()).isEqualTo(bad.bytes());
        }
    }

    private static void assertEnded(Service service, String reason) throws Exception {
        assertThat(service.awaitExit(PATIENCE)).isTrue();
        assertThat(service.exitCode()).isEqualTo(3);
        assertThat(errors(service)).singleElement().asString().contains(reason);
    }

    private static List<String> errors(Service service) throws Exception {
        return Files.readAllLines(service.log()).stream()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }

    private static Inference inference(byte[] value) {
        try (var deserializer = new AvroDeserializer()) {
            deserializer.configure(
                    Map.of("schema.registry.url", stack.registryUrl(), "specific.avro.reader", true), false);
            return (Inference) deserializer.deserialize("", value);
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
