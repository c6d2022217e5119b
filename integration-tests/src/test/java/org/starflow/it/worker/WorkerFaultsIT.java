package org.starflow.it.worker;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.it.support.TopicReader;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Every spectrum has exactly one outcome, whatever breaks. */
class WorkerFaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long SEED = 20261126;

    private static final double SNR = 100;

    private static Stack stack;
    private static Spectra stars;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("worker-faults");
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

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void workersKilledAtRandomMoments(String protocol) throws Exception {
        // Given
        var topics = WorkerTopics.create(stack, "killed-" + protocol);
        var settings = topics.settings(Map.of("starflow.worker.group-protocol", protocol));
        var random = new Random(SEED);
        var workers = new Service[] {worker("a", settings), worker("b", settings)};
        for (Service worker : workers) {
            worker.awaitReady();
        }
        try (var sender = new SentRecords(stack, topics)) {
            var feed = Feed.start(sender, stars.stars("killed", 120, SNR, SEED), Duration.ofMillis(100));

            // When
            for (int kill = 0; kill < 3; kill++) {
                int victim = random.nextInt(workers.length);
                feed.awaitSent(30 * kill + 10 + random.nextInt(10));
                workers[victim].kill();
                workers[victim] = worker(victim == 0 ? "a" : "b", settings);
            }
            feed.finish();

            // Then
            var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);
            assertThat(outcomes.rejects()).isZero();
        } finally {
            for (Service worker : workers) {
                worker.kill();
            }
        }
    }

    @Test
    void theRegistryIsAwayAndComesBack() {
        // Given: spectra whose schema the worker has never seen
        var topics = WorkerTopics.create(stack, "registry");
        var spectra = stars.stars("registry", 20, SNR, 3);
        try (var sender = new SentRecords(stack, topics)) {
            spectra.forEach(sender::send);

            // When
            stack.registry().kill();
            try (var worker = worker("r", topics.settings(Map.of())).awaitReady()) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> worker.metric("starflow_worker_registry_waits_total")
                                        .orElse(0)
                                > 1);
                var early = Outcomes.read(stack, topics);
                stack.registry().start();

                // Then
                assertThat(early.positions()).isEmpty();
                var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);
                assertThat(outcomes.rejects()).isZero();
                assertThat(worker.isAlive()).isTrue();
            }
        }
    }

    @Test
    void theBrokerIsKilledAndComesBack() {
        // Given
        var topics = WorkerTopics.create(stack, "broker");
        try (var sender = new SentRecords(stack, topics);
                var worker = worker("k", topics.settings(Map.of())).awaitReady()) {
            stars.stars("broker", 60, SNR, 4).forEach(sender::send);

            // When: it dies in the middle of the work
            TopicReader.bytes(stack).await(topics.inferences(), 5, PATIENCE);
            stack.kafka().kill();
            stack.kafka().start();

            // Then
            var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);
            assertThat(outcomes.rejects()).isZero();
            assertThat(worker.isAlive()).isTrue();
        }
    }

    @Test
    void aWorkerThatStoodStillDoesNotWriteTwice() throws Exception {
        // Given
        var topics = WorkerTopics.create(stack, "zombie");
        try (var sender = new SentRecords(stack, topics);
                var zombie = worker("z", topics.settings(Map.of())).awaitReady()) {
            List<Spectrum> spectra = stars.stars("zombie", 60, SNR, 5);
            var feed = Feed.start(sender, spectra, Duration.ofMillis(50));
            feed.awaitSent(25);

            // When: it is stopped for longer than its session and its transaction live
            signal("STOP", zombie);
            try (var heir = worker("h", topics.settings(Map.of())).awaitReady()) {
                feed.finish();
                Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);
                signal("CONT", zombie);
                awaitPolling(zombie);

                // Then
                var late = stars.stars("late", 20, SNR, 6);
                late.forEach(sender::send);
                var outcomes = Outcomes.awaitOnceEach(stack, topics, sender, PATIENCE);
                assertThat(outcomes.results()).isEqualTo(spectra.size() + late.size());
                assertThat(heir.isAlive()).isTrue();
            }
        }
    }

    /** The zombie has come back into the group, or has ended because it was fenced: either is right. */
    private static void awaitPolling(Service zombie) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !zombie.isAlive()
                        || zombie.metric("starflow_worker_partitions_assigned").orElse(0) > 0);
    }

    private static void signal(String name, Service service) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(service.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static Service worker(String instance, Map<String, String> settings) {
        return Services.on(stack).worker(instance, settings);
    }
}
