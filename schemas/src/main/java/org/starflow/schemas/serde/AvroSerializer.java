package org.starflow.schemas.serde;

import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.SchemaRegistryClient;

import java.io.IOException;
import java.util.Map;

/**
 * Kafka serializer for Avro records in Confluent's wire format (magic 0, 4-byte id, Avro bytes), with Confluent's
 * property names. Takes generated and generic records; null stays null. Thread-safe once configured.
 *
 * <p>Throws {@link RegistryUnavailableException} when the registry is away (worth a retry), {@link
 * SchemaRefusedException} when it refuses the schema, {@link UnknownSchemaException} when the schema is not registered
 * and {@code auto.register.schemas=false}, {@link OversizeRecordException} above {@code max.record.bytes}, and a plain
 * {@link SerializationException} for a record that does not fit its own schema.
 */
public final class AvroSerializer implements Serializer<Object> {
    private SchemaRegistryClient owned;
    private SchemaRegistryClient registry;
    private SubjectSchemas schemas;
    private int maxBytes;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroSerializer() {}

    /** Uses a client that somebody else closes; {@link #configure} comes next. */
    public AvroSerializer(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        SerdeConfig config = SerdeConfig.from(properties, isKey);
        if (registry == null) {
            owned = new SchemaRegistryClient(RegistryConfig.from(properties));
            registry = owned;
        }
        schemas = new SubjectSchemas(registry, config, isKey);
        maxBytes = config.maxBytes();
    }

    @Override
    public byte[] serialize(String topic, Object data) {
        if (data == null) {
            return null;
        }
        if (schemas == null) {
            throw new IllegalStateException("AvroSerializer is not configured");
        }
        if (!(data instanceof GenericContainer datum)) {
            throw new SerializationException(
                    "expected an Avro record, found " + data.getClass().getName());
        }
        SchemaWriter writer = schemas.writer(topic, datum.getSchema());
        byte[] bytes;
        try {
            bytes = writer.write(datum);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "the record does not fit its schema " + datum.getSchema().getFullName() + ": " + e.getMessage(), e);
        }
        if (bytes.length > maxBytes) {
            throw new OversizeRecordException(
                    "the record has " + bytes.length + " bytes, more than max.record.bytes = " + maxBytes, null);
        }
        return bytes;
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }
}
