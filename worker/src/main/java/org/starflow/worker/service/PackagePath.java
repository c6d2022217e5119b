package org.starflow.worker.service;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the model package lies. */
final class PackagePath {
    private PackagePath() {}

    /** The path itself, or below STARFLOW_HOME when it is relative and not found from the working directory. */
    static Path resolve(String configured, Optional<String> home) {
        Path path = Path.of(configured);
        if (path.isAbsolute() || Files.isDirectory(path) || home.isEmpty()) {
            return path;
        }
        return Path.of(home.get()).resolve(path);
    }
}
