package org.starflow.it.local;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command at a terminal of its own, made by {@code script} of util-linux. */
final class Terminal implements AutoCloseable {
    private static final int CTRL_C = 3;

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final Thread reader;

    private Terminal(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /** Whether this machine has the program. */
    static boolean available() {
        try {
            var script = new ProcessBuilder("script", "--version")
                    .redirectErrorStream(true)
                    .start();
            return script.waitFor(30, TimeUnit.SECONDS) && script.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Terminal open(Path directory, Map<String, String> environment, String command) {
        var builder = new ProcessBuilder("script", "--quiet", "--return", "--flush", "--command", command, "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new Terminal(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was on the screen. */
    String output() {
        return output.toString();
    }

    /** Everything that runs below the terminal. */
    List<ProcessHandle> processes() {
        return process.descendants().toList();
    }

    void ctrlC() {
        try {
            process.getOutputStream().write(CTRL_C);
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean awaitExit(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void read() {
        try (Reader screen = process.inputReader(StandardCharsets.UTF_8)) {
            for (int c = screen.read(); c >= 0; c = screen.read()) {
                output.append((char) c);
            }
        } catch (IOException e) {
            output.append("\n(the terminal was closed: ").append(e.getMessage()).append(')');
        }
    }

    @Override
    public void close() {
        processes().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        reader.interrupt();
    }
}
