package org.starflow.schemas.serde;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.ByteBuffer;

/**
 * A record taken apart: the schema's name from the header {@code __value_schema_id} or {@code __key_schema_id} where
 * there is one (the bytes are then Avro from the first on), else from the first bytes.
 */
record Framed(SchemaId schemaId, ByteBuffer payload) {
    static final String VALUE_HEADER = "__value_schema_id";
    static final String KEY_HEADER = "__key_schema_id";

    static Framed of(ByteBuffer bytes, Headers headers, boolean key) {
        String name = key ? KEY_HEADER : VALUE_HEADER;
        Header header = headers == null ? null : headers.lastHeader(name);
        if (header == null) {
            ByteBuffer payload = bytes.duplicate();
            return new Framed(SchemaId.read(payload, key ? "the key" : "the value"), payload);
        }
        if (header.value() == null) {
            throw new MalformedRecordException("header " + name + " has no value", null);
        }
        ByteBuffer value = ByteBuffer.wrap(header.value());
        SchemaId id = SchemaId.read(value, "header " + name);
        if (value.hasRemaining()) {
            throw new MalformedRecordException(
                    "header " + name + " has " + value.remaining() + " bytes after the schema id", null);
        }
        return new Framed(id, bytes.duplicate());
    }
}
