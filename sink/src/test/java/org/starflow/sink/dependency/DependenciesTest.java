package org.starflow.sink.dependency;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.starflow.sink.SinkMetrics;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

class DependenciesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-26T03:00:00Z"));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Dependencies dependencies = new Dependencies(registry, now::get);

    @Test
    void theSentenceSaysSinceWhenAndThatNothingIsLost() {
        // Given
        dependencies.works(Dependency.DATABASE);
        dependencies.fails(Dependency.DATABASE, "Connection refused\n  at somewhere");
        now.updateAndGet(t -> t.plusSeconds(60));

        // When: it fails again
        var state = dependencies.fails(Dependency.DATABASE, "Connection refused");

        // Then
        assertThat(state.sentence())
                .contains("The database has been away since 2026-11-26 03:00:00 UTC (Connection refused);"
                        + " nothing is lost, results wait in their topic.");
        assertThat(up("database")).isZero();
        assertThat(up("registry")).isEqualTo(1);
    }

    @Test
    void whatAnswersAgainHasNothingToSay() {
        // Given
        dependencies.fails(Dependency.BROKER, null);

        // When
        var state = dependencies.works(Dependency.BROKER);

        // Then
        assertThat(state.sentence()).isEmpty();
        assertThat(up("broker")).isEqualTo(1);
    }

    @Test
    void aProbeThatHangsIsNoticed() throws Exception {
        // Given: a question that is answered only when the test is over
        var answer = new CountDownLatch(1);
        var loop = new ProbeLoop(
                Dependency.DATABASE,
                dependencies,
                () -> Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> answer.getCount() == 0),
                Duration.ofMillis(50),
                () -> {});

        // When
        loop.start();

        // Then
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(dependencies.state(Dependency.DATABASE).cause())
                                .isEqualTo("no answer in 4 s"));
        answer.countDown();
        loop.stop();
    }

    private double up(String dependency) {
        return registry.get(SinkMetrics.DEPENDENCY_UP)
                .tag("dependency", dependency)
                .gauge()
                .value();
    }
}
