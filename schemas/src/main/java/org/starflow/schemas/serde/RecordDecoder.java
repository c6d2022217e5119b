package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.starflow.schemas.registry.SchemaRegistryClient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decodes records in Confluent's wire format, both forms: magic 0 and a 4-byte id before the Avro bytes, or magic 1 and a
 * 16-byte GUID in the header {@code __value_schema_id} / {@code __key_schema_id}. Thread-safe.
 *
 * <p>A {@code bytes} field of a decoded record is a read-only view of the record's own bytes, big-endian like every new
 * buffer, shared by all who hold the record: read it through {@code duplicate().order(LITTLE_ENDIAN)}.
 *
 * <p>All methods throw {@link OversizeRecordException} or {@link MalformedRecordException} for bad bytes, {@link
 * UnknownSchemaException} when the schema is unknown, no Avro, or not readable as the type asked for, and {@link
 * RegistryUnavailableException} when the registry is away or refuses to serve; nothing else.
 */
public final class RecordDecoder {
    private record Resolution(Schema writer, Class<?> type) {}

    private final SchemaLookup lookup;
    private final boolean key;
    private final int maxBytes;
    private final Map<Resolution, DatumReader<?>> readers = new ConcurrentHashMap<>();

    /**
     * Makes a decoder.
     *
     * @param key whether it reads keys (only the header's name differs)
     * @param maxBytes larger records are refused before anything is decoded
     */
    public RecordDecoder(SchemaRegistryClient registry, boolean key, int maxBytes) {
        this.lookup = new SchemaLookup(registry);
        this.key = key;
        this.maxBytes = maxBytes;
    }

    /** Decodes into a generated class, whose own schema is the reader's: fields unknown to it are left out. */
    public <T extends SpecificRecord> T decode(ByteBuffer bytes, Headers headers, Class<T> type) {
        Framed framed = frame(bytes, headers);
        Schema writer = lookup.schema(framed.schemaId());
        return type.cast(read(framed, reader(framed.schemaId(), writer, type)));
    }

    /** As {@link #decode(ByteBuffer, Headers, Class)}. */
    public <T extends SpecificRecord> T decode(byte[] bytes, Headers headers, Class<T> type) {
        return decode(ByteBuffer.wrap(bytes), headers, type);
    }

    /** Decodes into the generated class that has the name of the record's schema. */
    public SpecificRecord decodeSpecific(ByteBuffer bytes, Headers headers) {
        Framed framed = frame(bytes, headers);
        Schema writer = lookup.schema(framed.schemaId());
        Class<? extends SpecificRecord> type = GeneratedClasses.of(writer)
                .orElseThrow(() -> new UnknownSchemaException(
                        framed.schemaId() + ": there is no generated class for " + writer.getFullName(), null));
        return (SpecificRecord) read(framed, reader(framed.schemaId(), writer, type));
    }

    /** Decodes into Avro's generic types, with the writer's schema. */
    public Object decodeGeneric(ByteBuffer bytes, Headers headers) {
        Framed framed = frame(bytes, headers);
        Schema writer = lookup.schema(framed.schemaId());
        return read(
                framed,
                readers.computeIfAbsent(new Resolution(writer, null), r -> new GenericDatumReader<>(r.writer())));
    }

    private Framed frame(ByteBuffer bytes, Headers headers) {
        if (bytes.remaining() > maxBytes) {
            throw new OversizeRecordException(
                    "the record has " + bytes.remaining() + " bytes, more than max.record.bytes = " + maxBytes, null);
        }
        return Framed.of(bytes, headers, key);
    }

    private DatumReader<?> reader(SchemaId id, Schema writer, Class<?> type) {
        return readers.computeIfAbsent(new Resolution(writer, type), r -> {
            Schema expected = SpecificData.get().getSchema(type);
            var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(expected, writer);
            if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
                throw new UnknownSchemaException(
                        id + ": a " + writer.getFullName() + " cannot be read as " + expected.getFullName(), null);
            }
            return new SpecificDatumReader<>(writer, expected, SpecificData.getForClass(type));
        });
    }

    private static Object read(Framed framed, DatumReader<?> reader) {
        ByteBuffer payload = framed.payload();
        BoundedDecoder decoder;
        if (payload.hasArray()) {
            decoder = new BoundedDecoder(
                    payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        } else {
            byte[] copy = new byte[payload.remaining()];
            payload.get(copy);
            decoder = new BoundedDecoder(copy, 0, copy.length);
        }
        Object datum;
        try {
            datum = reader.read(null, decoder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro answers bad bytes with anything from its own exceptions to IndexOutOfBounds and endless recursion.
            throw new MalformedRecordException(
                    framed.schemaId() + ": the bytes are not a record of this schema: " + reason(e), e);
        }
        if (decoder.remaining() > 0) {
            throw new MalformedRecordException(
                    framed.schemaId() + ": " + decoder.remaining() + " bytes follow the record", null);
        }
        return datum;
    }

    private static String reason(Throwable e) {
        return e instanceof StackOverflowError ? "nested too deeply" : String.valueOf(e.getMessage());
    }
}
