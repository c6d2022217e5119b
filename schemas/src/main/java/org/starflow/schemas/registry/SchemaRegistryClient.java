package org.starflow.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Client of a schema registry with Confluent's REST API. Schemas never change under their id, so both directions are
 * cached for ever (within bounds); that an id is unknown is remembered for a short time only. Thread-safe; one instance
 * can serve any number of serializers. Every method throws {@link RegistryResponseException} when the registry refuses
 * and {@link RegistryUnreachableException} when none answers after the configured retries: at worst (retries + 1) × URLs
 * × read timeout, plus the waits between.
 */
public final class SchemaRegistryClient implements AutoCloseable {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final int CACHED_MISSING = 10_000;
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    private record Named(String subject, Schema schema, boolean normalize) {}

    private final RegistryTransport transport;
    private final SchemaText text;
    private final BoundedCache<String, Schema> schemas = new BoundedCache<>(CACHED_SCHEMAS, FOR_EVER, System::nanoTime);
    private final BoundedCache<Named, Integer> registered =
            new BoundedCache<>(CACHED_SCHEMAS, FOR_EVER, System::nanoTime);
    private final BoundedCache<Named, Integer> lookedUp =
            new BoundedCache<>(CACHED_SCHEMAS, FOR_EVER, System::nanoTime);
    private final BoundedCache<String, RegistryResponseException> missing;
    private final BoundedCache<String, RegisteredSchema> latest;

    /** Makes a client; talks to nobody yet. */
    public SchemaRegistryClient(RegistryConfig config) {
        this.transport = new RegistryTransport(config);
        this.text = new SchemaText(transport);
        this.missing = new BoundedCache<>(CACHED_MISSING, config.missingTtl(), System::nanoTime);
        this.latest = new BoundedCache<>(CACHED_SCHEMAS, config.latestTtl(), System::nanoTime);
    }

    /** The schema with an id: {@code GET /schemas/ids/{id}}. */
    public Schema schema(int id) {
        return schemaAt("/schemas/ids/" + id);
    }

    /** The schema with a GUID: {@code GET /schemas/guids/{guid}}. Not every registry knows this call. */
    public Schema schema(UUID guid) {
        return schemaAt("/schemas/guids/" + guid);
    }

    /**
     * Registers a schema under a subject, or finds it there, and returns its id: {@code POST
     * /subjects/{subject}/versions}.
     *
     * @param normalize whether the registry brings the schema into its normal form first
     */
    public int register(String subject, Schema schema, boolean normalize) {
        var key = new Named(subject, schema, normalize);
        return registered.get(key).orElseGet(() -> {
            int id = number(post(RegistryPaths.subject(subject) + "/versions" + normal(normalize), schema), "id");
            registered.put(key, id);
            return id;
        });
    }

    /** Finds the id of a schema that is registered already: {@code POST /subjects/{subject}}. */
    public int lookUp(String subject, Schema schema, boolean normalize) {
        var key = new Named(subject, schema, normalize);
        return lookedUp.get(key).orElseGet(() -> {
            int id = number(post(RegistryPaths.subject(subject) + normal(normalize), schema), "id");
            lookedUp.put(key, id);
            return id;
        });
    }

    /** The newest version of a subject: {@code GET /subjects/{subject}/versions/latest}. */
    public RegisteredSchema latest(String subject) {
        return latest.get(subject).orElseGet(() -> {
            JsonNode json = transport.get(RegistryPaths.subject(subject) + "/versions/latest");
            var found = new RegisteredSchema(subject, number(json, "version"), number(json, "id"), text.parse(json));
            latest.put(subject, found);
            return found;
        });
    }

    /** Whether a schema may become the next version of a subject under the subject's compatibility level. */
    public boolean isCompatible(String subject, Schema schema) {
        JsonNode json = post("/compatibility" + RegistryPaths.subject(subject) + "/versions", schema);
        return json.path("is_compatible").asBoolean(false);
    }

    /** The compatibility level of the whole registry: {@code GET /config}. */
    public Compatibility compatibility() {
        return level(transport.get("/config"), "compatibilityLevel");
    }

    /** Sets the compatibility level of the whole registry: {@code PUT /config}. */
    public void setCompatibility(Compatibility level) {
        transport.send("PUT", "/config", Optional.of(levelBody(level)));
    }

    /** Sets the compatibility level of one subject: {@code PUT /config/{subject}}. */
    public void setCompatibility(String subject, Compatibility level) {
        transport.send("PUT", RegistryPaths.config(subject), Optional.of(levelBody(level)));
    }

    private Schema schemaAt(String path) {
        Optional<Schema> known = schemas.get(path);
        if (known.isPresent()) {
            return known.get();
        }
        missing.get(path).ifPresent(e -> {
            throw e.again();
        });
        try {
            Schema schema = text.parse(transport.get(path));
            schemas.put(path, schema);
            return schema;
        } catch (RegistryResponseException e) {
            if (e.status() == RegistryResponseException.NOT_FOUND) {
                missing.put(path, e);
            }
            throw e;
        }
    }

    private JsonNode post(String path, Schema schema) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("schema", schema.toString());
        return transport.send("POST", path, Optional.of(body));
    }

    private static int number(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isInt()) {
            throw new RegistryUnreachableException(
                    "the registry's answer has no whole number \"" + field + "\": is this a schema registry?", null);
        }
        return value.intValue();
    }

    private static Compatibility level(JsonNode json, String field) {
        String name = json.path(field).asText("");
        try {
            return Compatibility.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new RegistryUnreachableException(
                    "the registry's answer has an unknown " + field + ": \"" + name + "\"", e);
        }
    }

    private static JsonNode levelBody(Compatibility level) {
        return JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
    }

    private static String normal(boolean normalize) {
        return normalize ? "?normalize=true" : "";
    }

    @Override
    public void close() {
        transport.close();
    }
}
