package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
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

    /** Writes generated classes by their generated code: the same bytes without a walk along the schema. */
    private static final SpecificData GENERATED = generated();

    private static SpecificData generated() {
        var data = new SpecificData();
        data.setCustomCoders(true);
        return data;
    }

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
        if (!(datum instanceof SpecificRecord)) {
            encode(new GenericDatumWriter<>(datum.getSchema()), datum, out);
            return;
        }
        try {
            encode(new SpecificDatumWriter<>(datum.getSchema(), GENERATED), datum, out);
        } catch (RuntimeException e) {
            // Generated code does not say which field it was that did not fit.
            encode(new SpecificDatumWriter<>(datum.getSchema()), datum, new ByteArrayOutputStream(INITIAL_BYTES));
            throw e;
        }
    }

    private static void encode(DatumWriter<GenericContainer> writer, GenericContainer datum, ByteArrayOutputStream out)
            throws IOException {
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        writer.write(datum, encoder);
        encoder.flush();
    }
}
