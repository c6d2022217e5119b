package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes records under an id of the registry.
 *
 * @param id identifier of the registered schema
 * @param target the registered schema, where records must first be converted to it
 */
record SchemaWriter(int id, Optional<Schema> target) {
    private static final int INITIAL_BYTES = 512;

    byte[] write(GenericContainer datum) throws IOException {
        var out = new ByteArrayOutputStream(INITIAL_BYTES);
        out.write(SchemaId.MAGIC_ID);
        out.write(id >>> 24);
        out.write(id >>> 16);
        out.write(id >>> 8);
        out.write(id);
        encode(target.isEmpty() ? datum : converted(datum, target.get()), out);
        return out.toByteArray();
    }

    /** The record as the registered schema sees it: its own fields, defaults for what the record lacks. */
    private static GenericContainer converted(GenericContainer datum, Schema target) throws IOException {
        var out = new ByteArrayOutputStream(INITIAL_BYTES);
        encode(datum, out);
        byte[] bytes = out.toByteArray();
        var reader = new GenericDatumReader<GenericContainer>(datum.getSchema(), target);
        return reader.read(null, new BoundedDecoder(bytes, 0, bytes.length));
    }

    private static void encode(GenericContainer datum, ByteArrayOutputStream out) throws IOException {
        DatumWriter<GenericContainer> writer = datum instanceof SpecificRecord
                ? new SpecificDatumWriter<>(datum.getSchema())
                : new GenericDatumWriter<>(datum.getSchema());
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(datum, encoder);
        encoder.flush();
    }
}
