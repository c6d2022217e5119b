package org.starflow.local.process;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class WatchdogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void childrenEndWithAKilledParentButReleasedOnesGoOn() throws Exception {
        // Given
        Process parent = new ProcessBuilder(
                        Command.java(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("pids")));
        List<ProcessHandle> children = Files.readAllLines(folder.resolve("pids")).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();

        // When
        parent.destroyForcibly().waitFor();

        // Then
        Awaitility.await().atMost(PATIENCE).until(() -> !children.get(0).isAlive());
        Awaitility.await().atMost(PATIENCE).until(() -> !children.get(1).isAlive());
        assertThat(children.get(2).isAlive()).as("released").isTrue();
        children.get(2).destroyForcibly();
    }

    /** Runs in a JVM of its own: starts an obedient child, one that ignores signals, and one that it releases. */
    static final class Parent {

        private static final String LOOP = "while :; do sleep 0.2; done";

        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            ChildProcess obedient = start(folder, "obedient", LOOP);
            ChildProcess deaf = start(folder, "deaf", "trap '' TERM; " + LOOP);
            ChildProcess released = start(folder, "released", LOOP);
            released.release();
            Path draft = folder.resolve("draft");
            Files.write(
                    draft,
                    List.of(Long.toString(obedient.pid()), Long.toString(deaf.pid()), Long.toString(released.pid())));
            Files.move(draft, folder.resolve("pids"));
            Thread.sleep(Duration.ofMinutes(5));
        }

        private static ChildProcess start(Path folder, String name, String script) {
            Command command = new Command(List.of("sh", "-c", script), Map.of(), folder);
            return ChildProcess.start(name, command, folder.resolve(name + ".log"), StopSignal.TERM);
        }
    }
}
