package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Documents of YAML.
 *
 * @param overlay where they are from
 * @param documents in the order of the file
 */
record Manifests(String overlay, List<JsonNode> documents) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Manifests parse(String overlay, String text) {
        try (var parser = YAML.getFactory().createParser(text)) {
            return new Manifests(
                    overlay, YAML.<JsonNode>readValues(parser, JsonNode.class).readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(overlay + ": not YAML", e);
        }
    }

    static JsonNode file(Path path) {
        try {
            return YAML.readTree(path.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": not YAML", e);
        }
    }

    List<JsonNode> all(String kind) {
        return documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .toList();
    }

    JsonNode one(String kind, String name) {
        return all(kind).stream()
                .filter(document -> name(document).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(overlay + ": no " + kind + " " + name));
    }

    /** Deployments and Jobs: what has a pod template of ours. */
    List<JsonNode> workloads() {
        return documents.stream()
                .filter(document -> document.path("spec").path("template").has("spec"))
                .filter(document -> List.of("Deployment", "StatefulSet", "Job")
                        .contains(document.path("kind").asText()))
                .toList();
    }

    static String name(JsonNode document) {
        return document.path("metadata").path("name").asText();
    }

    static JsonNode pod(JsonNode workload) {
        return workload.path("spec").path("template").path("spec");
    }

    static Stream<JsonNode> containers(JsonNode workload) {
        return Stream.concat(
                elements(pod(workload).path("containers")),
                elements(pod(workload).path("initContainers")));
    }

    /** An environment variable of the first container; a missing node where it has none or no plain value. */
    static JsonNode environment(JsonNode workload, String name) {
        return containers(workload)
                .flatMap(container -> elements(container.path("env")))
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value"))
                .findFirst()
                .orElse(YAML.missingNode());
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
