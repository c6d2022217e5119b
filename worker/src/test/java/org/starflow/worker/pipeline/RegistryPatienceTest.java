package org.starflow.worker.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryPatienceTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RegistryPatience patience =
            new RegistryPatience(new WorkerMetrics(meters), Duration.ofMillis(1), Duration.ofMillis(2));

    @Test
    void asksUntilTheRegistryAnswers() throws InterruptedException {
        // Given
        var calls = new AtomicInteger();

        // When
        String answer = patience.call(() -> {
            if (calls.incrementAndGet() < 4) {
                throw new RegistryAwayException(new IllegalStateException("connection refused"));
            }
            assertThat(patience.waiting()).isTrue();
            return "schema";
        });

        // Then
        assertThat(answer).isEqualTo("schema");
        assertThat(patience.waiting()).isFalse();
        assertThat(meters.counter(WorkerMetrics.REGISTRY_WAITS).count()).isEqualTo(3);
    }

    @Test
    void otherFailuresAreNotItsBusiness() {
        assertThatThrownBy(() -> patience.call(() -> {
                    throw new IllegalArgumentException("malformed");
                }))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
