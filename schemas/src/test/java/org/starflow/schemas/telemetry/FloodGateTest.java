package org.starflow.schemas.telemetry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class FloodGateTest {
    private static final int WARN = 900;

    private final AtomicLong clock = new AtomicLong();
    private final FloodGate gate = new FloodGate(Duration.ofMinutes(1), clock::get);

    @Test
    void oneOfAKindPassesAndTheOthersAreCounted() {
        // When
        boolean first = gate.admits("kafka", WARN, "Connection to node 1 (localhost/127.0.0.1:9092) failed");
        for (int node = 2; node <= 125; node++) {
            assertThat(gate.admits("kafka", WARN, "Connection to node " + node + " (10.0.0.9:9092) failed"))
                    .isFalse();
        }
        clock.addAndGet(Duration.ofSeconds(60).toNanos());

        // Then
        assertThat(first).isTrue();
        assertThat(gate.sweep())
                .containsExactly(new FloodGate.Held(
                        "kafka", "Connection to node 1 (localhost/127.0.0.1:9092) failed", WARN, 124));
    }

    @Test
    void whileItGoesOnNothingButTheCountPasses() {
        // Given
        gate.admits("kafka", WARN, "Node 1 is away");

        // When
        for (int minute = 0; minute < 3; minute++) {
            assertThat(gate.admits("kafka", WARN, "Node 2 is away")).isFalse();
            clock.addAndGet(Duration.ofMinutes(1).toNanos());
            assertThat(gate.sweep()).hasSize(1);
        }
    }

    @Test
    void whatHasFallenSilentPassesAgain() {
        // Given
        gate.admits("kafka", WARN, "Node 1 is away");

        // When
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        var held = gate.sweep();

        // Then
        assertThat(held).isEmpty();
        assertThat(gate.admits("kafka", WARN, "Node 1 is away")).isTrue();
    }

    @Test
    void otherMessagesLoggersAndLevelsAreOfAnotherKind() {
        assertThat(gate.admits("kafka", WARN, "Node 1 is away")).isTrue();
        assertThat(gate.admits("kafka", WARN, "Node 1 is back")).isTrue();
        assertThat(gate.admits("kafka.other", WARN, "Node 1 is away")).isTrue();
        assertThat(gate.admits("kafka", WARN + 100, "Node 1 is away")).isTrue();
    }

    @Test
    void itsMemoryIsBounded() {
        // When
        for (char a = 'g'; a <= 'z'; a++) {
            for (char b = 'g'; b <= 'z'; b++) {
                for (char c = 'g'; c <= 'z'; c++) {
                    gate.admits("kafka", WARN, "word " + a + b + c);
                }
            }
        }

        // Then: new kinds pass uncounted
        assertThat(gate.admits("kafka", WARN, "another")).isTrue();
        assertThat(gate.admits("kafka", WARN, "another")).isTrue();
    }
}
