package org.starflow.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The programs that the stack runs, as the build of {@code local/} laid them out under {@code local/target/stack}.
 *
 * @param kafka folder of the broker's jars
 * @param registry folder with the registry's {@code quarkus-run.jar}
 * @param postgresql folder with the archive of PostgreSQL's programs
 */
record StackFiles(Path kafka, Path registry, Path postgresql) {

    private static final String PROPERTY = "starflow.stack.directory";

    static StackFiles locate() {
        Path directory = directory()
                .orElseThrow(
                        () -> new LocalStackException("The programs of the embedded stack are not there: build them"
                                + " with ./mvnw -pl local package, or point -D" + PROPERTY
                                + " at local/target/stack."));
        Properties versions = versions();
        return new StackFiles(
                existing(directory.resolve("kafka-" + versions.getProperty("kafka.version") + "/lib")),
                existing(directory.resolve("registry-" + versions.getProperty("registry.version"))),
                existing(directory.resolve("postgresql-" + versions.getProperty("postgresql.version"))));
    }

    private static Path existing(Path path) {
        if (!Files.isDirectory(path)) {
            throw new LocalStackException(
                    "The embedded stack is incomplete, " + path + " is missing: run ./mvnw -pl local package.");
        }
        return path;
    }

    private static Optional<Path> directory() {
        String configured = System.getProperty(PROPERTY);
        if (configured != null) {
            return Optional.of(Path.of(configured));
        }
        // Beside our own jar or classes (local/target), else (jar from a Maven repository) up from the working folder.
        return besideOurselves().or(() -> upwards(Path.of("").toAbsolutePath()));
    }

    private static Optional<Path> besideOurselves() {
        try {
            Path self = Path.of(StackFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Optional.of(self.resolveSibling("stack")).filter(Files::isDirectory);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> upwards(Path start) {
        for (Path path = start; path != null; path = path.getParent()) {
            Path candidate = path.resolve("local/target/stack");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    static Properties versions() {
        Properties properties = new Properties();
        try (InputStream in = StackFiles.class.getResourceAsStream("stack.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new LocalStackException("stack.properties cannot be read from the jar", e);
        }
        return properties;
    }
}
