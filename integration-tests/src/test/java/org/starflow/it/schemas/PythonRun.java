package org.starflow.it.schemas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running program with its output in files. */
final class PythonRun implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private PythonRun(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static PythonRun start(List<String> command, Map<String, String> environment, String input) throws IOException {
        Path out = Files.createTempFile("starflow-python", ".out");
        Path err = Files.createTempFile("starflow-python", ".err");
        out.toFile().deleteOnExit();
        err.toFile().deleteOnExit();
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new PythonRun(process, out, err);
    }

    /** Waits for the end; the exit code, or -1 when it had to be killed. */
    int await(Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
        return -1;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Complete lines of the output so far. */
    List<String> lines() throws IOException {
        String text = Files.readString(out);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    String errors() throws IOException {
        return Files.readString(err);
    }

    /** What it said last, for a message. */
    String lastLine() throws IOException {
        List<String> lines =
                (Files.readString(out) + Files.readString(err)).strip().lines().toList();
        return lines.isEmpty() ? "no output" : lines.getLast();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
