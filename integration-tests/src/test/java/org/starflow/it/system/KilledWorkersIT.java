package org.starflow.it.system;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.SpectrumSender;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.it.support.TopicReader;
import org.starflow.schemas.Topics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Spectra in, rows out, while two workers and the sink are killed at random: every spectrum is there once. */
class KilledWorkersIT {
    private static final int ROUNDS = 6;
    private static final int SPECTRA_OF_A_ROUND = 50;
    private static final double SNR = 100;
    private static final long SEED = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("killed-workers");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void everySpectrumIsInTheDatabaseOnce() {
        // Given
        var services = Services.on(stack);
        var random = new Random(SEED);
        var small = Map.of("starflow.worker.batch.size", "8");
        try (var fleet = new Fleet(List.of(
                        () -> services.worker("a", small),
                        () -> services.worker("b", small),
                        () -> services.sink(Map.of())));
                var spectra = Spectra.tiny();
                var sender = SpectrumSender.to(stack)) {
            fleet.awaitReady();

            // When
            for (int round = 0; round < ROUNDS; round++) {
                sender.send(spectra.stars("round-" + round, SPECTRA_OF_A_ROUND, SNR, round));
                sender.sendBytes("garbage-" + round, "no spectrum".getBytes(StandardCharsets.UTF_8));
                awaitOutcomes(round * SPECTRA_OF_A_ROUND + random.nextInt(SPECTRA_OF_A_ROUND));
                fleet.kill(random.nextInt(fleet.size()));
            }
            var catalogue = new Catalogue(stack);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        assertThat(catalogue.results()).isEqualTo(ROUNDS * SPECTRA_OF_A_ROUND);
                        assertThat(catalogue.rejects()).isEqualTo(ROUNDS);
                        assertThat(catalogue.audit(fleet.last())).contains("\"verdict\":\"consistent\"");
                    });

            // Then
            assertThat(outcomes(Topics.INFERENCES)).isEqualTo(ROUNDS * SPECTRA_OF_A_ROUND);
            assertThat(outcomes(Topics.REJECTS)).isEqualTo(ROUNDS);
            assertThat(catalogue.outcomesPerInput()).containsOnly(1L);
        }
    }

    /** Kills come at a moment of the work, not of the clock. */
    private static void awaitOutcomes(int count) {
        TopicReader.bytes(stack).await(Topics.INFERENCES, count, PATIENCE);
    }

    private static int outcomes(String topic) {
        return TopicReader.bytes(stack).all(topic).size();
    }
}
