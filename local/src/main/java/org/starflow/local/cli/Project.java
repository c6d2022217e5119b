package org.starflow.local.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the launcher finds what it starts.
 *
 * @param root folder of the project, told by the {@code starflow} script
 */
record Project(Path root) {

    static Project current() {
        String root = System.getProperty("starflow.root");
        return new Project(Path.of(root == null ? "" : root).toAbsolutePath().normalize());
    }

    Path producer() {
        return application("producer");
    }

    Path worker() {
        return application("worker");
    }

    Path sink() {
        return application("sink");
    }

    /** FITS files for the demonstration. */
    Path samples() {
        return root.resolve("producer/samples");
    }

    /** Alert rules. */
    Path rules() {
        return root.resolve("k8s/monitoring/rules");
    }

    /** Grafana's dashboards. */
    Path dashboards() {
        return root.resolve("k8s/monitoring/dashboards");
    }

    private Path application(String module) {
        Path jar = root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw CliException.environment(jar + " is not there: run ./starflow once more from a complete checkout, or"
                    + " build it with ./mvnw package.");
        }
        return jar;
    }
}
