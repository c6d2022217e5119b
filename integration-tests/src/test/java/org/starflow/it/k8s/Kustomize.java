package org.starflow.it.k8s;

import org.junit.jupiter.api.Assumptions;
import org.starflow.it.support.Project;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Renders the overlays with {@code kustomize}, or with the one inside {@code kubectl}. */
final class Kustomize {
    /** What can be applied. */
    static final List<String> OVERLAYS = List.of("dev", "gpu", "campaign");

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Kustomize() {}

    /** The folder of the manifests. */
    static Path folder() {
        return Project.root().resolve("k8s");
    }

    /**
     * What {@code kubectl apply -k k8s/overlays/<overlay>} would send. Skips the test where the tool is missing; in
     * continuous integration that is a failure.
     */
    static Manifests render(String overlay) {
        return RENDERED.computeIfAbsent(
                overlay, name -> Manifests.parse(name, build(folder().resolve("overlays/" + name))));
    }

    private static String build(Path kustomization) {
        var tool = tool();
        String missing = "Neither kustomize nor kubectl is on the PATH: the manifests in k8s/ are not tested.";
        if (tool.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException(missing + " .ci/run should have installed one.");
        }
        Assumptions.assumeTrue(tool.isPresent(), missing);
        var command = Stream.concat(tool.get().stream(), Stream.of(kustomization.toString()))
                .toList();
        try {
            Path errors = Files.createTempFile("kustomize", ".log");
            try {
                var process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(command + ": " + Files.readString(errors));
                }
                return output;
            } finally {
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<List<String>> tool() {
        return onPath("kustomize")
                .map(path -> List.of(path, "build"))
                .or(() -> onPath("kubectl").map(path -> List.of(path, "kustomize")));
    }

    private static Optional<String> onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
