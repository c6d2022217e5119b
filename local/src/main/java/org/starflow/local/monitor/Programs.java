package org.starflow.local.monitor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Programs that this project does not bring, where the machine has them. */
public final class Programs {
    private Programs() {}

    /** The first of the names that can be run, looked for along the {@code PATH}. */
    public static Optional<Path> find(String... names) {
        return findAlong(System.getenv().getOrDefault("PATH", ""), names);
    }

    static Optional<Path> findAlong(String path, String... names) {
        return Stream.of(names)
                .flatMap(name -> Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                        .splitAsStream(path)
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
