package org.starflow.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param exitCode exit status
 * @param out standard output
 * @param err standard error
 */
public record ProgramRun(int exitCode, String out, String err) {

    /**
     * Runs a program; its output also stays in two files of the log folder.
     *
     * @throws AssertionError when it is not over in time; it is killed then
     */
    public static ProgramRun of(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path logs,
            String name,
            Duration timeout) {
        var out = logs.resolve(name + ".out");
        var err = logs.resolve(name + ".err");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(directory);
            var process = builder.start();
            try {
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("%s was not over after %s; its output: %s".formatted(name, timeout, err));
                }
            } finally {
                process.destroyForcibly();
            }
            return new ProgramRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
