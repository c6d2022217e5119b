package org.starflow.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which model package a command uses. */
final class ModelPackages {

    private ModelPackages() {}

    /** The given one, else {@code $STARFLOW_MODEL_PACKAGE}, else the one that is shipped. */
    static Path find(Path given, Project project) {
        Path folder = Optional.ofNullable(given)
                .or(() -> Optional.ofNullable(System.getenv("STARFLOW_MODEL_PACKAGE"))
                        .map(Path::of))
                .orElse(project.root().resolve("model/reference"))
                .toAbsolutePath();
        if (!Files.isRegularFile(folder.resolve("model.json"))) {
            throw CliException.environment("No model package at " + folder
                    + " (model.json is missing): name one with --model or STARFLOW_MODEL_PACKAGE.");
        }
        return folder;
    }
}
