package org.starflow.local.state;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.local.process.ProcessId;
import org.starflow.local.process.StopSignal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class StackStateTest {

    private static final StackState STATE = new StackState(
            "127.0.0.1:9092",
            "http://127.0.0.1:8080/apis/ccompat/v7",
            "jdbc:postgresql://127.0.0.1:5432/starflow",
            "starflow",
            true,
            List.of(entry("kafka", 10), entry("sink", 11)));

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        home = Home.open(folder);
    }

    @Test
    void whatWasWrittenIsRead() {
        // When
        STATE.write(home);

        // Then
        assertThat(StackState.read(home)).contains(STATE);
    }

    @Test
    void noFileAndADamagedFileMeanNoStack() throws Exception {
        // When / Then
        assertThat(StackState.read(home)).isEmpty();
        Files.writeString(home.stateFile(), "{\"bootstrapServers\": \"127.");
        assertThat(StackState.read(home)).isEmpty();
    }

    @Test
    void onlyLivingProcessesAreRunning() {
        // Given
        ProcessEntry alive =
                new ProcessEntry("sink", ProcessId.of(ProcessHandle.current()), "127.0.0.1:1", StopSignal.TERM);
        StackState state = new StackState("k", "r", "j", "u", false, List.of(entry("kafka", Long.MAX_VALUE), alive));

        // When / Then
        assertThat(state.running()).containsExactly(alive);
        assertThat(state.process("kafka")).isPresent();
        assertThat(state.process("worker-1")).isEmpty();
    }

    private static ProcessEntry entry(String name, long pid) {
        return new ProcessEntry(name, new ProcessId(pid, 1), "127.0.0.1:1", StopSignal.TERM);
    }
}
