package org.starflow.local.cli;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryWatchTest {

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "memory is read from Linux's /proc")
    void seesTheMemoryOfAProcess() {
        try (var watch = new MemoryWatch()) {
            // When
            watch.watch("test", ProcessHandle.current().pid());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> !watch.uses().isEmpty());

            // Then
            assertThat(watch.uses()).singleElement().satisfies(use -> {
                assertThat(use.process()).isEqualTo("test");
                assertThat(use.most()).isBetween(10.0, 100_000.0);
            });
        }
    }
}
