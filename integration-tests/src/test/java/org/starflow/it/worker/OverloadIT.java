package org.starflow.it.worker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.it.support.PackageCopy;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers that are slower than their producers, and an inference that is slower than the broker's patience. */
class OverloadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final double SNR = 100;
    private static final int PARTITIONS = 4;
    private static final String ASSIGNED = "Partitions assigned";
    private static final String LEFT_BEHIND = "poll timeout has expired";
    private static final String GONE = "Partitions revoked";

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static Spectra stars;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("overload");
        stars = Spectra.tiny();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
        if (stars != null) {
            stars.close();
        }
    }

    /** A batch of two spectra with three quarters of a million draws each takes about twice the allowed time between two polls. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void inferenceSlowerThanMaxPollIntervalCostsNoRebalance(String protocol) throws IOException {
        // Given
        long interval = 1_500;
        int spectra = 6;
        var topics = WorkerTopics.create(stack, "slow-" + protocol);
        var settings = topics.settings(Map.of(
                "starflow.worker.group-protocol",
                protocol,
                "starflow.worker.batch.size",
                "2",
                "starflow.worker.in-flight.batches",
                "1",
                "starflow.worker.consumer.\"max.poll.interval.ms\"",
                Long.toString(interval)));
        var slow = Services.on(stack)
                .with(PackageCopy.ofTiny(folder.resolve(protocol))
                        .drawsRepeated(6_000)
                        .path());
        try (var sender = new SentRecords(stack, topics);
                var worker = slow.worker(protocol, settings).awaitReady()) {

            // When
            sender.send(stars.stars("slow", spectra, SNR, 1));
            var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);

            // Then
            assertThat(secondsOfABatch(worker)).isGreaterThan(interval / 1000.0);
            assertThat(outcomes.results()).isEqualTo(spectra);
            assertStayedInTheGroup(worker);
        }
    }

    @Test
    void aBacklogGrowsAndDrainsAndNothingIsDropped() throws IOException {
        // Given: a worker of perhaps a hundred spectra a second
        int spectra = 1_500;
        int inFlight = 3;
        var topics = WorkerTopics.create(stack, "backlog");
        var settings = topics.settings(Map.of(
                "starflow.worker.batch.size", "16", "starflow.worker.in-flight.batches", Integer.toString(inFlight)));
        var slow = Services.on(stack)
                .with(PackageCopy.ofTiny(folder.resolve("backlog"))
                        .drawsRepeated(16)
                        .path());
        try (var sender = new SentRecords(stack, topics);
                var worker = slow.worker("b", settings).awaitReady()) {
            awaitPartitions(worker);

            // When: they come as fast as the broker takes them
            sender.send(stars.stars("backlog", spectra, SNR, 2));
            Load load = watch(worker, spectra);
            var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);

            // Then
            assertThat(outcomes.results()).isEqualTo(spectra);
            assertThat(load.mostLag()).isGreaterThan(spectra / 10.0);
            assertThat(load.mostInFlight()).isBetween(1.0, (double) inFlight);
            assertThat(load.mostPaused()).isEqualTo(PARTITIONS);
            assertThat(load.fewestAssigned()).isEqualTo(PARTITIONS);
            assertStayedInTheGroup(worker);
        }
    }

    private static void awaitPartitions(Service worker) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        worker.metric("starflow_worker_partitions_assigned").orElse(0) == PARTITIONS);
    }

    private static Load watch(Service worker, int spectra) {
        Load[] load = {Load.NONE};
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            load[0] = load[0].with(worker);
            return worker.metric("starflow_worker_records_total").orElse(0) >= spectra;
        });
        return load[0];
    }

    private static double secondsOfABatch(Service worker) {
        double sum = worker.metric("starflow_worker_stage_seconds_sum{stage=\"infer\"}")
                .orElse(0);
        return sum / worker.metric("starflow_worker_batches_total").orElse(1);
    }

    private static void assertStayedInTheGroup(Service worker) throws IOException {
        assertThat(worker.isAlive()).isTrue();
        assertThat(Files.readString(worker.log()))
                .containsOnlyOnce(ASSIGNED)
                .doesNotContain(LEFT_BEHIND)
                .doesNotContain(GONE);
    }
}
