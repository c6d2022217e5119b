package org.starflow.local.state;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.local.StackInUseException;
import org.starflow.local.process.ProcessId;
import org.starflow.local.process.StopSignal;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HomeLockTest {

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        home = Home.open(folder.resolve("home"));
    }

    @Test
    void onlyOneHolderAtATimeAndTheRefusalNamesIt() {
        // Given
        try (HomeLock _ = HomeLock.acquireForStart(home)) {

            // When / Then
            assertThatThrownBy(() -> HomeLock.acquireForStart(home))
                    .isInstanceOf(StackInUseException.class)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        HomeLock.acquireForStart(home).close();
    }

    @Test
    void processesOfAnEarlierLauncherKeepTheFolderTaken() {
        // Given
        ProcessId alive = ProcessId.of(ProcessHandle.current());
        state(alive).write(home);

        // When / Then
        assertThatThrownBy(() -> HomeLock.acquireForStart(home))
                .isInstanceOf(StackInUseException.class)
                .hasMessageContaining("kafka with pid " + alive.pid())
                .hasMessageContaining("./starflow down");
        HomeLock.acquire(home).close();
    }

    @Test
    void aStateFileLeftByACrashIsRecognised() {
        // Given
        ProcessId current = ProcessId.of(ProcessHandle.current());
        state(new ProcessId(current.pid(), current.startedAt() - 3_600_000)).write(home);

        // When
        HomeLock lock = HomeLock.acquireForStart(home);

        // Then
        assertThat(lock).isNotNull();
        lock.close();
    }

    private static StackState state(ProcessId id) {
        ProcessEntry kafka = new ProcessEntry("kafka", id, "127.0.0.1:9092", StopSignal.TERM);
        return new StackState("127.0.0.1:9092", "http://127.0.0.1:1", "jdbc:x", "starflow", false, List.of(kafka));
    }
}
