package org.starflow.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.Schema;

import java.util.HashSet;
import java.util.Set;

/** Parses the registry's schemas, fetching those that they refer to. */
final class SchemaText {
    private static final int MAX_REFERENCES = 100;

    private final RegistryTransport transport;

    SchemaText(RegistryTransport transport) {
        this.transport = transport;
    }

    /**
     * Parses a response with {@code schema}, {@code schemaType} and {@code references}.
     *
     * @throws UnusableSchemaException when it is not an Avro schema, or not one that can be parsed
     */
    Schema parse(JsonNode json) {
        // Other writers' defaults are not ours to judge: only their types are needed to read.
        return parse(json, new Schema.Parser().setValidateDefaults(false), new HashSet<>());
    }

    private Schema parse(JsonNode json, Schema.Parser parser, Set<String> seen) {
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UnusableSchemaException("the registered schema is " + type + ", not Avro", null);
        }
        JsonNode schema = json.path("schema");
        if (!schema.isTextual()) {
            throw new RegistryUnreachableException(
                    "the registry's answer has no \"schema\": is this a schema registry?", null);
        }
        for (JsonNode reference : json.path("references")) {
            String path = RegistryPaths.subject(reference.path("subject").asText()) + "/versions/"
                    + reference.path("version").asInt();
            if (seen.add(path)) {
                if (seen.size() > MAX_REFERENCES) {
                    throw new UnusableSchemaException(
                            "the registered schema refers to more than " + MAX_REFERENCES + " others", null);
                }
                parse(transport.get(path), parser, seen);
            }
        }
        try {
            return parser.parse(schema.textValue());
        } catch (RuntimeException | StackOverflowError e) {
            // Beside SchemaParseException, Avro lets NullPointerException and others out.
            throw new UnusableSchemaException("the registered schema cannot be parsed as Avro: " + e.getMessage(), e);
        }
    }
}
