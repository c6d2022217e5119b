package org.starflow.it.local;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.it.support.Project;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Ctrl-C at a terminal: what was started is taken back, and nothing is left behind. */
class TerminalIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    /** Launcher, broker and database at least. */
    private static final int SOME = 4;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsATerminal() {
        assumeTrue(Terminal.available(), "skipped: no program 'script' here (Debian: apt-get install bsdutils)");
    }

    @Test
    void upThatIsInterruptedLeavesNothingRunning() throws Exception {
        interrupted("up", Map.of(), () -> Files.exists(folder.resolve("home/stack.json")));

        // Then
        try (var terminal = open("status", Map.of())) {
            assertThat(terminal.awaitExit(PATIENCE)).isTrue();
            assertThat(terminal.output()).contains("No stack runs on");
        }
    }

    @Test
    void demoThatIsInterruptedLeavesNothingRunning() throws Exception {
        String screen = interrupted("demo --spectra 20", Map.of(), () -> true);

        assertThat(screen).doesNotContain("Exception");
    }

    @Test
    void watchThatIsInterruptedSaysWhatItDid() throws Exception {
        // Given
        Stack stack = Stacks.shared();
        Path spectra = Files.createDirectories(folder.resolve("spectra"));
        var kafka = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "KAFKA_SCHEMA_REGISTRY_URL", stack.registryUrl());

        // When
        try (var terminal = open("watch " + spectra, kafka)) {
            Awaitility.await("watch at work")
                    .atMost(PATIENCE)
                    .until(() -> terminal.output().contains("watching "));
            List<ProcessHandle> processes = terminal.processes();
            terminal.ctrlC();

            // Then
            assertThat(terminal.awaitExit(PATIENCE)).as(terminal.output()).isTrue();
            awaitEnd(processes);
            assertThat(terminal.output()).contains("0 sent").doesNotContain("Exception");
        }
    }

    private interface Moment {
        boolean hasCome();
    }

    private String interrupted(String command, Map<String, String> environment, Moment moment) throws Exception {
        try (var terminal = open(command, environment)) {
            Awaitility.await("something was started by " + command)
                    .atMost(PATIENCE)
                    .until(() -> terminal.processes().size() >= SOME && moment.hasCome());
            List<ProcessHandle> processes = terminal.processes();
            terminal.ctrlC();
            assertThat(terminal.awaitExit(PATIENCE)).as(terminal.output()).isTrue();
            awaitEnd(processes);
            return terminal.output();
        }
    }

    private Terminal open(String command, Map<String, String> added) {
        var environment = new HashMap<>(Map.of(
                "STARFLOW_BUILD", "never",
                "STARFLOW_DATA", folder.resolve("home").toString(),
                "STARFLOW_MODEL_PACKAGE", Project.tinyPackage().toString(),
                "TMPDIR", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home")));
        environment.putAll(added);
        return Terminal.open(folder, environment, Project.root().resolve("starflow") + " " + command);
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        Awaitility.await("every process ends")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }
}
