package org.starflow.schemas.serde;

import java.nio.ByteBuffer;
import java.util.UUID;

/** How a record names its schema. */
sealed interface SchemaId {
    byte MAGIC_ID = 0;
    byte MAGIC_GUID = 1;

    /** Number in the registry: magic byte 0 and four bytes, big-endian. */
    record Id(int id) implements SchemaId {
        @Override
        public String toString() {
            return "schema id " + id;
        }
    }

    /** Global identifier: magic byte 1 and sixteen bytes. */
    record Guid(UUID guid) implements SchemaId {
        @Override
        public String toString() {
            return "schema GUID " + guid;
        }
    }

    /** Reads a schema id and leaves the buffer at what follows it. */
    static SchemaId read(ByteBuffer bytes, String where) {
        if (!bytes.hasRemaining()) {
            throw new MalformedRecordException(where + " is empty: no magic byte", null);
        }
        byte magic = bytes.get();
        int length = switch (magic) {
            case MAGIC_ID -> Integer.BYTES;
            case MAGIC_GUID -> 2 * Long.BYTES;
            default ->
                throw new MalformedRecordException(
                        where + " starts with magic byte " + magic + ", expected 0 or 1", null);
        };
        if (bytes.remaining() < length) {
            throw new MalformedRecordException(
                    where + " has " + bytes.remaining() + " bytes after the magic byte, expected " + length, null);
        }
        return magic == MAGIC_ID ? new Id(bytes.getInt()) : new Guid(new UUID(bytes.getLong(), bytes.getLong()));
    }
}
