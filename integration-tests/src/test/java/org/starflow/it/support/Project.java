package org.starflow.it.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the source tree. Paths come from the system property {@code starflow.root}, set by the build. */
public final class Project {
    private static final Path ROOT =
            Path.of(System.getProperty("starflow.root", "..")).toAbsolutePath().normalize();

    private Project() {}

    /** Root of the source tree. */
    public static Path root() {
        return ROOT;
    }

    /**
     * Runnable jar of a service.
     *
     * @param module {@code producer}, {@code worker} or {@code sink}
     * @throws IllegalStateException when the module has not been packaged
     */
    public static Path serviceJar(String module) {
        return existing(
                ROOT.resolve(module + "/target/quarkus-app/quarkus-run.jar"), "./mvnw -pl " + module + " package");
    }

    /** The small trained model package that tests use: real weights, a few hundred kilobytes. */
    public static Path tinyPackage() {
        return existing(ROOT.resolve("model/src/test/resources/tiny-package"), "git checkout");
    }

    /** Folder for a run's files: stacks, logs, state. Deleted by {@code mvn clean}. */
    public static Path work() {
        return ROOT.resolve("integration-tests/target/it");
    }

    private static Path existing(Path path, String remedy) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is missing: run " + remedy);
        }
        return path;
    }
}
