package org.starflow.schemas.serde;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.SchemaRegistryClient;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Kafka deserializer for Avro in Confluent's wire format, with Confluent's property names. With {@code
 * specific.avro.reader=true} it returns generated classes (whose own schema is the reader's, so that older and newer
 * records are read alike), else generic records. Null stays null. Thread-safe once configured. What it throws: see
 * {@link RecordDecoder}.
 */
public final class AvroDeserializer implements Deserializer<Object> {
    private SchemaRegistryClient owned;
    private SchemaRegistryClient registry;
    private RecordDecoder decoder;
    private boolean specific;

    /** For Kafka, which calls {@link #configure} next. */
    public AvroDeserializer() {}

    /** Uses a client that somebody else closes; {@link #configure} comes next. */
    public AvroDeserializer(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> properties, boolean isKey) {
        SerdeConfig config = SerdeConfig.from(properties, isKey);
        if (registry == null) {
            owned = new SchemaRegistryClient(RegistryConfig.from(properties));
            registry = owned;
        }
        specific = config.specificReader();
        decoder = new RecordDecoder(registry, isKey, config.maxBytes());
    }

    @Override
    public Object deserialize(String topic, byte[] data) {
        return deserialize(topic, null, data);
    }

    @Override
    public Object deserialize(String topic, Headers headers, byte[] data) {
        return data == null ? null : decode(ByteBuffer.wrap(data), headers);
    }

    @Override
    public Object deserialize(String topic, Headers headers, ByteBuffer data) {
        return data == null ? null : decode(data, headers);
    }

    private Object decode(ByteBuffer data, Headers headers) {
        if (decoder == null) {
            throw new IllegalStateException("AvroDeserializer is not configured");
        }
        return specific ? decoder.decodeSpecific(data, headers) : decoder.decodeGeneric(data, headers);
    }

    /** The decoder behind it, for callers that know the type they expect. */
    public RecordDecoder decoder() {
        return decoder;
    }

    @Override
    public void close() {
        if (owned != null) {
            owned.close();
        }
    }
}
