package org.starflow.local.process;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.local.LocalStackException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChildProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void outputOfBothStreamsIsInTheLog() {
        // When
        ChildProcess child = shell("echo out; echo err >&2; echo $STAR");

        // Then
        assertThat(child.awaitExit(PATIENCE)).isTrue();
        assertThat(child.exitCode()).isZero();
        assertThat(LogFiles.tail(child.log(), 10).lines()).containsExactly("out", "err", "Vega");
    }

    @Test
    void stopsWithTheSignalOfItsKind() {
        // Given
        ChildProcess child = shell("trap 'echo interrupted; exit 0' INT; echo ready; while :; do sleep 0.1; done");
        awaitLine(child, "ready");

        // When
        child.stop(PATIENCE);

        // Then
        assertThat(child.isAlive()).isFalse();
        assertThat(LogFiles.tail(child.log(), 10)).contains("interrupted");
    }

    @Test
    void whatDoesNotListenIsKilled() {
        // Given
        ChildProcess child = shell("trap '' INT TERM; echo ready; while :; do sleep 0.1; done");
        awaitLine(child, "ready");

        // When
        child.stop(Duration.ofMillis(300));

        // Then
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void aProcessIsFoundAgainByNumberAndStart() {
        // Given
        ChildProcess child = shell("while :; do sleep 0.1; done");
        ProcessId id = child.id();
        ProcessId earlier = new ProcessId(id.pid(), id.startedAt() - 3_600_000);

        // When / Then
        assertThat(id.find()).isPresent();
        assertThat(earlier.find()).as("same number, other process").isEmpty();
        child.kill();
        assertThat(id.find()).isEmpty();
    }

    @Test
    void endBeforeReadinessIsReportedWithTheLog() {
        // Given
        ChildProcess child = shell("echo 'no such star'; exit 4");

        // When / Then
        assertThatThrownBy(() -> Readiness.await(child, PATIENCE, () -> false))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("probe ended with exit code 4")
                .hasMessageContaining("no such star");
    }

    @Test
    void lackOfReadinessIsReportedWithItsReason() {
        // Given
        ChildProcess child = shell("while :; do sleep 0.1; done");

        // When / Then
        assertThatThrownBy(() -> Readiness.await(child, Duration.ofMillis(400), () -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("was not ready")
                .hasMessageContaining("refused");
        child.kill();
    }

    private ChildProcess shell(String script) {
        Command command = new Command(List.of("sh", "-c", script), Map.of("STAR", "Vega"), folder);
        return ChildProcess.start("probe", command, folder.resolve("probe.log"), StopSignal.INT);
    }

    private static void awaitLine(ChildProcess child, String line) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> LogFiles.tail(child.log(), 5).contains(line));
    }
}
