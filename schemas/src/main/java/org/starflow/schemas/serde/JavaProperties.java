package org.starflow.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.apache.avro.Schema;

import java.util.Map;

/**
 * Takes {@code avro.java.string}, a hint of the code generator, out of a schema, so that what is registered is what the
 * {@code .avsc} file says, whichever client registers it first.
 */
final class JavaProperties {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STRING = "avro.java.string";

    private JavaProperties() {}

    static Schema remove(Schema schema) {
        String text = schema.toString();
        if (!text.contains(STRING)) {
            return schema;
        }
        try {
            JsonNode clean = clean(JSON.readTree(text));
            return new Schema.Parser().setValidateDefaults(false).parse(clean.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro printed a schema that is not JSON", e);
        }
    }

    private static JsonNode clean(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode items = JSON.createArrayNode();
            array.forEach(item -> items.add(clean(item)));
            return items;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode kept = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            switch (field.getKey()) {
                case STRING -> {}
                case "type", "items", "values", "fields" -> kept.set(field.getKey(), clean(field.getValue()));
                default -> kept.set(field.getKey(), field.getValue());
            }
        }
        boolean bareString =
                kept.size() == 1 && object.size() > 1 && kept.path("type").isTextual();
        return bareString ? TextNode.valueOf(kept.get("type").textValue()) : kept;
    }
}
