package org.starflow.producer.replay;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A captured stretch of the spectra topic: an Avro object container of {timestamp (ms since 1970-01-01 UTC), spectrum}.
 * It knows nothing of a cluster or a registry, and any Avro library reads it.
 */
public final class CaptureFile {
    private static final Schema SCHEMA = SchemaBuilder.record("CapturedSpectrum")
            .namespace("org.starflow.v1")
            .doc("A spectrum and the time of its record.")
            .fields()
            .name("timestamp")
            .doc("Time of the record. Unit: ms since 1970-01-01 UTC.")
            .type()
            .longType()
            .noDefault()
            .name("spectrum")
            .doc("The record. No unit.")
            .type(Spectrum.getClassSchema())
            .noDefault()
            .endRecord();

    private CaptureFile() {}

    /** Writes a capture. */
    public static final class Writer implements AutoCloseable {
        private final DataFileWriter<GenericRecord> file;

        /** Creates or replaces a file. */
        public Writer(Path path) throws IOException {
            file = new DataFileWriter<>(new SpecificDatumWriter<>(SCHEMA));
            file.setCodec(CodecFactory.deflateCodec(1));
            file.create(SCHEMA, path.toFile());
        }

        /** Appends a record. */
        public void add(long timestamp, Spectrum spectrum) throws IOException {
            var record = new GenericData.Record(SCHEMA);
            record.put("timestamp", timestamp);
            record.put("spectrum", spectrum);
            file.append(record);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Reads a capture. */
    public static final class Reader implements AutoCloseable {
        private final DataFileReader<GenericRecord> file;

        /** Throws IOException, naming the file, when it is no capture. */
        public Reader(Path path) throws IOException {
            try {
                file = new DataFileReader<>(
                        path.toFile(), new SpecificDatumReader<>(SCHEMA, SCHEMA, new SpecificData()));
            } catch (IOException e) {
                throw new IOException(path + ": expected a capture (Avro container), found: " + e.getMessage(), e);
            }
        }

        /** The next record, or null at the end. */
        public Captured next() {
            if (!file.hasNext()) {
                return null;
            }
            GenericRecord record = file.next();
            return new Captured((Long) record.get("timestamp"), (Spectrum) record.get("spectrum"));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A spectrum and the time of its record, ms since 1970-01-01 UTC. */
    public record Captured(long timestamp, Spectrum spectrum) {}
}
