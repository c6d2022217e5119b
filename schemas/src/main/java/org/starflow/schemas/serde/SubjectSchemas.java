package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.starflow.schemas.registry.RegisteredSchema;
import org.starflow.schemas.registry.RegistryException;
import org.starflow.schemas.registry.RegistryResponseException;
import org.starflow.schemas.registry.RegistryUnreachableException;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.schemas.registry.UnusableSchemaException;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds, under the subject of a topic, the registered schema to write a record with. Thread-safe. */
final class SubjectSchemas {
    private record Pair(RegisteredSchema latest, Schema schema) {}

    private final SchemaRegistryClient registry;
    private final SerdeConfig config;
    private final boolean key;
    private final Map<Schema, Schema> cleaned = new ConcurrentHashMap<>();
    private final Map<Pair, SchemaWriter> latestWriters = new ConcurrentHashMap<>();

    SubjectSchemas(SchemaRegistryClient registry, SerdeConfig config, boolean key) {
        this.registry = registry;
        this.config = config;
        this.key = key;
    }

    SchemaWriter writer(String topic, Schema schema) {
        String subject = config.strategy().subject(topic, key, schema);
        try {
            if (config.autoRegister()) {
                return new SchemaWriter(
                        registry.register(subject, registrable(schema), config.normalize()), Optional.empty());
            }
            if (config.useLatest()) {
                var pair = new Pair(registry.latest(subject), schema);
                return latestWriters.computeIfAbsent(pair, SubjectSchemas::latest);
            }
            return new SchemaWriter(
                    registry.lookUp(subject, registrable(schema), config.normalize()), Optional.empty());
        } catch (RegistryException e) {
            throw failure(subject, e);
        }
    }

    private Schema registrable(Schema schema) {
        return config.removeJavaProperties() ? cleaned.computeIfAbsent(schema, JavaProperties::remove) : schema;
    }

    private static SchemaWriter latest(Pair pair) {
        RegisteredSchema latest = pair.latest();
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), pair.schema());
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new SchemaRefusedException(
                    "subject " + latest.subject() + ": a record of "
                            + pair.schema().getFullName() + " cannot be written with version " + latest.version(),
                    null);
        }
        boolean sameBytes = SchemaNormalization.toParsingForm(latest.schema())
                .equals(SchemaNormalization.toParsingForm(pair.schema()));
        return new SchemaWriter(latest.id(), sameBytes ? Optional.empty() : Optional.of(latest.schema()));
    }

    private static RuntimeException failure(String subject, RegistryException e) {
        String message = "subject " + subject + ": " + e.getMessage();
        return switch (e) {
            case UnusableSchemaException unusable -> new UnknownSchemaException(message, e);
            case RegistryUnreachableException unreachable -> new RegistryUnavailableException(message, e);
            case RegistryResponseException response
            when response.isNotFound() -> new UnknownSchemaException(message, e);
            case RegistryResponseException response
            when response.isSchemaRefused() -> new SchemaRefusedException(message, e);
            case RegistryResponseException response -> new RegistryUnavailableException(message, e);
        };
    }
}
