package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Examples;
import org.starflow.schemas.registry.FakeRegistry;
import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.SchemaRegistryClient;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Records that no producer of ours wrote. */
class BadRecordsTest {
    private static final int MAX_BYTES = 1 << 20;

    private final FakeRegistry registry = new FakeRegistry();
    private SchemaRegistryClient client;
    private RecordDecoder decoder;
    private byte[] good;

    @BeforeEach
    void open() {
        client = new SchemaRegistryClient(RegistryConfig.from(
                Map.of("schema.registry.url", registry.url(), "max.retries", 0, "http.read.timeout.ms", 60_000)));
        decoder = new RecordDecoder(client, false, MAX_BYTES);
        try (AvroSerializer serializer = new AvroSerializer(client)) {
            serializer.configure(Map.of(), false);
            good = serializer.serialize("starflow.spectra", Examples.fullSpectrum());
        }
    }

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    @Test
    void malformedFraming() {
        rejects(new byte[0], MalformedRecordException.class, "no magic byte");
        rejects(new byte[] {7, 0, 0, 0, 1}, MalformedRecordException.class, "magic byte 7, expected 0 or 1");
        rejects(new byte[] {0, 0, 0}, MalformedRecordException.class, "2 bytes after the magic byte, expected 4");
        rejects(new byte[] {1, 0, 0}, MalformedRecordException.class, "expected 16");
        rejects(good, header(), MalformedRecordException.class, "is empty");
        rejects(good, header(0, 0, 0, 0, 1, 9), MalformedRecordException.class, "1 bytes after the schema id");
        rejects(good, new RecordHeaders().add(Framed.VALUE_HEADER, null), MalformedRecordException.class, "no value");
    }

    @Test
    void truncatedAndFollowedByGarbage() {
        for (int length = 5; length < good.length; length++) {
            rejects(Arrays.copyOf(good, length), MalformedRecordException.class, "schema id 1");
        }
        rejects(Arrays.copyOf(good, good.length + 1), MalformedRecordException.class, "1 bytes follow the record");
    }

    @Test
    void unknownSchemas() {
        rejects(withId(99), UnknownSchemaException.class, "schema id 99: GET " + registry.url());
        rejects(withId(-1), UnknownSchemaException.class, "negative");
        rejects(
                good,
                header(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16),
                UnknownSchemaException.class,
                "GUID");
        int text = registry.add("x", "\"string\"");
        rejects(withId(text), UnknownSchemaException.class, "cannot be read as org.starflow.v1.Spectrum");
        int inference = registry.add("y", Inference.getClassSchema().toString());
        rejects(withId(inference), UnknownSchemaException.class, "org.starflow.v1.Inference cannot be read");
    }

    @Test
    void unknownGeneratedClasses() {
        int foreign = registry.add("f", "{\"type\":\"record\",\"name\":\"Foreign\",\"fields\":[]}");
        int hostile = registry.add(
                "h", "{\"type\":\"record\",\"name\":\"Runtime\",\"namespace\":\"java.lang\",\"fields\":[]}");
        int text = registry.add("x", "\"string\"");
        for (int id : new int[] {foreign, hostile, text}) {
            assertThatThrownBy(() -> decoder.decodeSpecific(ByteBuffer.wrap(withId(id)), null))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("no generated class");
        }
        assertThat(decoder.decodeSpecific(ByteBuffer.wrap(good), null)).isInstanceOf(Spectrum.class);
    }

    @Test
    void aRegistryThatIsAwayIsNotTheRecordsFault() {
        // Given
        registry.next(503, "");
        registry.next(401, "");
        registry.next(404, "<html>not here</html>");
        for (int id : new int[] {50, 51, 52}) {
            // When
            var failure = failure(withId(id), null);
            // Then
            assertThat(failure).isInstanceOf(RegistryUnavailableException.class);
        }
        // 404 of a wrong path is remembered for a while only: never a reject
        assertThat(failure(withId(52), null)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void oversize() {
        rejects(new byte[MAX_BYTES + 1], OversizeRecordException.class, "more than max.record.bytes = " + MAX_BYTES);
    }

    @Test
    void endlessNesting() {
        // Given
        int list = registry.add(
                "l", "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}");
        int self =
                registry.add("s", "{\"type\":\"record\",\"name\":\"S\",\"fields\":[{\"name\":\"s\",\"type\":\"S\"}]}");
        byte[] deep = new byte[MAX_BYTES];
        Arrays.fill(deep, (byte) 2);
        ByteBuffer.wrap(deep).put((byte) 0).putInt(list);
        // Then
        assertThatThrownBy(() -> decoder.decodeGeneric(ByteBuffer.wrap(deep), null))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> decoder.decodeGeneric(ByteBuffer.wrap(withId(self)), null))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void hugeLengthsCostNothing() {
        // Given
        long[] lengths = {1L << 40, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1, MAX_BYTES + 2_000L};
        String[] types = {
            "\"bytes\"",
            "\"string\"",
            "{\"type\":\"array\",\"items\":\"null\"}",
            "{\"type\":\"array\",\"items\":\"double\"}",
            "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}",
            "{\"type\":\"map\",\"values\":\"null\"}",
            "{\"type\":\"fixed\",\"name\":\"F\",\"size\":100000000}"
        };
        for (String type : types) {
            int id = registry.add(type, type);
            for (long length : lengths) {
                var out = new ByteArrayOutputStream();
                out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
                varint(length, out);
                out.writeBytes(new byte[8]);
                // Then
                assertThatThrownBy(() -> decoder.decodeGeneric(ByteBuffer.wrap(out.toByteArray()), null))
                        .as("%s of %d", type, length)
                        .isInstanceOf(MalformedRecordException.class);
            }
        }
    }

    @Test
    void manyArraysOfNothingAreBounded() {
        // Given: each inner array is within the budget by itself, all of them are not
        String type = "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":\"null\"}}";
        int id = registry.add("a", type);
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        varint(1_000, out);
        for (int i = 0; i < 1_000; i++) {
            varint(900, out);
            varint(0, out);
        }
        varint(0, out);
        // Then
        assertThatThrownBy(() -> decoder.decodeGeneric(ByteBuffer.wrap(out.toByteArray()), null))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("more than the record can hold");
    }

    @Test
    void olderAndNewerWritersAreRead() {
        // Given: a writer with one field more and without one that has a default
        String newer = JavaProperties.remove(Spectrum.getClassSchema())
                .toString()
                .replaceFirst(
                        "\\{\"name\":\"spectrum_id\"",
                        "{\"name\":\"added\",\"type\":{\"type\":\"array\",\"items\":\"string\"}},{\"name\":\"spectrum_id\"");
        Schema schema = new Schema.Parser().parse(newer);
        int id = registry.add("n", newer);
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        // two strings in a block that tells its size, then the end of the array
        out.writeBytes(new byte[] {3, 8, 2, 'a', 2, 'b', 0});
        out.write(good, 5, good.length - 5);
        // Then
        assertThat(schema.getField("added")).isNotNull();
        assertThat(decoder.decode(out.toByteArray(), null, Spectrum.class)).isEqualTo(Examples.fullSpectrum());
    }

    private void rejects(byte[] bytes, Class<? extends Exception> type, String reason) {
        rejects(bytes, null, type, reason);
    }

    private void rejects(byte[] bytes, Headers headers, Class<? extends Exception> type, String reason) {
        RuntimeException failure = failure(bytes, headers);
        assertThat(failure).isExactlyInstanceOf(type).hasMessageContaining(reason);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Callers take an I/O error for the registry's and would try such a record for ever.
            assertThat(cause).isNotInstanceOf(IOException.class);
        }
    }

    private RuntimeException failure(byte[] bytes, Headers headers) {
        Spectrum spectrum;
        try {
            spectrum = decoder.decode(bytes, headers, Spectrum.class);
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("decoded " + spectrum);
    }

    private byte[] withId(int id) {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).putInt(1, id);
        return bytes;
    }

    private static Headers header(int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        return new RecordHeaders().add(Framed.VALUE_HEADER, value);
    }

    private static void varint(long value, ByteArrayOutputStream out) {
        long bits = (value << 1) ^ (value >> 63);
        while ((bits & ~0x7FL) != 0) {
            out.write((int) ((bits & 0x7F) | 0x80));
            bits >>>= 7;
        }
        out.write((int) bits);
    }
}
