package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Schemas of every kind in the manifests, from {@code k8s/schemas}: Kubernetes' own OpenAPI and the operators' custom
 * resource definitions, as strict as the API server with {@code --validate=strict}: an unknown field is an error.
 */
final class KubernetesSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, Schema> kinds = new HashMap<>();

    private KubernetesSchemas() {}

    static KubernetesSchemas load() {
        var schemas = new KubernetesSchemas();
        try (var files = Files.newDirectoryStream(Kustomize.folder().resolve("schemas"), "*.json")) {
            for (Path file : files) {
                JsonNode content = JSON.readTree(file.toFile());
                if (content.has("kinds")) {
                    schemas.addKubernetes(content);
                } else {
                    schemas.addDefinition(content.path("spec"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return schemas;
    }

    /** What is wrong with a document, one sentence each; empty when nothing is. */
    List<String> check(JsonNode document) {
        String kind = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        Schema schema = kinds.get(kind);
        return schema == null
                ? List.of("no schema of " + kind + "; k8s/schemas/vendor.py fetches them")
                : schema.validate(document).stream()
                        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                        .toList();
    }

    private void addKubernetes(JsonNode content) {
        content.path("kinds").properties().forEach(kind -> {
            var schema = JsonNodeFactory.instance.objectNode();
            schema.put("$ref", "#/components/schemas/" + kind.getValue().asText());
            ObjectNode strict = (ObjectNode) content.path("schemas").deepCopy();
            strict.properties().forEach(entry -> strict(entry.getValue()));
            schema.putObject("components").set("schemas", strict);
            kinds.put(kind.getKey(), REGISTRY.getSchema(schema));
        });
    }

    private void addDefinition(JsonNode spec) {
        for (JsonNode version : spec.path("versions")) {
            ObjectNode schema =
                    (ObjectNode) version.path("schema").path("openAPIV3Schema").deepCopy();
            // The API server checks these two itself.
            ObjectNode top = (ObjectNode) schema.path("properties");
            List.of("apiVersion", "kind").forEach(name -> top.putObject(name).put("type", "string"));
            top.putObject("metadata").put("type", "object");
            strict(schema);
            String kind =
                    spec.path("group").asText() + "/" + version.path("name").asText() + "/"
                            + spec.path("names").path("kind").asText();
            kinds.put(kind, REGISTRY.getSchema(schema));
        }
    }

    /** Makes JSON Schema of Kubernetes' dialect of OpenAPI: closed objects, numbers or strings, null where allowed. */
    private static void strict(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(KubernetesSchemas::strict);
        } else if (node instanceof ObjectNode schema) {
            boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                    || schema.path("x-kubernetes-embedded-resource").asBoolean()
                    || schema.has("additionalProperties");
            if (schema.path("properties").isObject() && schema.path("type").isTextual() && !open) {
                schema.put("additionalProperties", false);
            }
            if (schema.path("x-kubernetes-int-or-string").asBoolean()
                    || schema.path("format").asText().equals("int-or-string")) {
                schema.remove(List.of("type", "anyOf", "oneOf", "format"));
                schema.putArray("type").add("integer").add("string");
            }
            if (schema.path("nullable").asBoolean() && schema.path("type").isTextual()) {
                String type = schema.path("type").asText();
                schema.putArray("type").add(type).add("null");
            }
            schema.forEach(KubernetesSchemas::strict);
            if (!schema.path("nullable").isObject()) {
                schema.remove(schema.properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(name -> name.startsWith("x-kubernetes-") || name.equals("nullable"))
                        .toList());
            }
        }
    }
}
