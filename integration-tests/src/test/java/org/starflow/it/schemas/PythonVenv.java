package org.starflow.it.schemas;

import org.starflow.it.support.Project;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Python environment with the packages of {@code requirements.txt}, made once and kept in the user's cache.
 */
final class PythonVenv {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache/starflow/python-client-venv");
    private static final Path RESOURCES = Project.root().resolve("integration-tests/src/test/resources/python");
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private PythonVenv() {}

    /**
     * The interpreter of the environment.
     *
     * @throws PythonUnavailableException where this machine has no Python, or cannot install the packages
     */
    static Path python() throws IOException, PythonUnavailableException {
        Path requirements = RESOURCES.resolve("requirements.txt");
        Path python = CACHE.resolve("bin/python");
        Path done = CACHE.resolve("requirements.installed");
        Files.createDirectories(CACHE.getParent());
        // Two builds of the same user may come here at once.
        try (var channel = FileChannel.open(
                        CACHE.resolveSibling("python-client-venv.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock beside " + CACHE + " was lost");
            }
            if (Files.exists(done) && Files.mismatch(done, requirements) < 0 && Files.isExecutable(python)) {
                return python;
            }
            make(List.of("python3", "-m", "venv", "--clear", CACHE.toString()));
            make(List.of(
                    python.toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--only-binary",
                    ":all:",
                    "-r",
                    requirements.toString()));
            Files.copy(requirements, done);
        }
        return python;
    }

    static Path script() {
        return RESOURCES.resolve("client.py");
    }

    private static void make(List<String> command) throws PythonUnavailableException {
        try (var run = PythonRun.start(command, Map.of(), "")) {
            if (run.await(PATIENCE) != 0) {
                throw new PythonUnavailableException(String.join(" ", command) + " failed: " + run.lastLine());
            }
        } catch (IOException e) {
            throw new PythonUnavailableException(command.getFirst() + " cannot be run: " + e.getMessage());
        }
    }
}
