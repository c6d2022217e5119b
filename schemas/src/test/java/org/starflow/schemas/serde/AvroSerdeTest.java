package org.starflow.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Examples;
import org.starflow.schemas.registry.FakeRegistry;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;
import org.starflow.v1.Window;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AvroSerdeTest {
    private static final String TOPIC = "starflow.spectra";

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void writesMagicIdAndAvro() throws Exception {
        try (AvroSerializer serializer = serializer(Map.of())) {
            // When
            byte[] bytes = serializer.serialize(TOPIC, Examples.fullSpectrum());
            // Then
            assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 1);
            var body = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().directBinaryEncoder(body, null);
            new SpecificDatumWriter<>(Spectrum.class).write(Examples.fullSpectrum(), encoder);
            assertThat(Arrays.copyOfRange(bytes, 5, bytes.length)).isEqualTo(body.toByteArray());
            assertThat(registry.requests()).hasSize(1);
            assertThat(serializer.serialize(TOPIC, null)).isNull();
        }
    }

    @Test
    void readsWhatItWrote() {
        try (AvroSerializer serializer = serializer(Map.of());
                AvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", "true"))) {
            for (var spectrum : new Spectrum[] {Examples.fullSpectrum(), Examples.sparseSpectrum()}) {
                assertThat(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, spectrum)))
                        .isEqualTo(spectrum);
            }
            for (var inference : new Inference[] {Examples.fullInference(), Examples.sparseInference()}) {
                assertThat(deserializer.deserialize(TOPIC, serializer.serialize("starflow.inferences", inference)))
                        .isEqualTo(inference);
            }
            assertThat(deserializer.deserialize(TOPIC, (byte[]) null)).isNull();
        }
    }

    @Test
    void readsGenericRecordsByDefault() {
        try (AvroSerializer serializer = serializer(Map.of());
                AvroDeserializer deserializer = deserializer(Map.of())) {
            var record = (GenericRecord)
                    deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, Examples.fullSpectrum()));
            assertThat(record.get("spectrum_id")).hasToString("20261126_LJ1_000042");
            assertThat(serializer.serialize(TOPIC, record))
                    .isEqualTo(serializer.serialize(TOPIC, Examples.fullSpectrum()));
        }
    }

    @Test
    void readsTheHeaderForm() {
        try (AvroSerializer serializer = serializer(Map.of());
                AvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", true))) {
            // Given
            byte[] bytes = serializer.serialize(TOPIC, Examples.fullSpectrum());
            byte[] body = Arrays.copyOfRange(bytes, 5, bytes.length);
            var guid = FakeRegistry.guid(1);
            byte[] byGuid = ByteBuffer.allocate(17)
                    .put((byte) 1)
                    .putLong(guid.getMostSignificantBits())
                    .putLong(guid.getLeastSignificantBits())
                    .array();
            // When
            for (byte[] header : new byte[][] {byGuid, Arrays.copyOf(bytes, 5)}) {
                var headers = new RecordHeaders().add("__value_schema_id", header);
                // Then
                assertThat(deserializer.deserialize(TOPIC, headers, body)).isEqualTo(Examples.fullSpectrum());
                assertThat(deserializer.deserialize(TOPIC, headers, ByteBuffer.wrap(body)))
                        .isEqualTo(Examples.fullSpectrum());
            }
            assertThat(deserializer.deserialize(
                            TOPIC, new RecordHeaders().add("__key_schema_id", new byte[] {7}), bytes))
                    .isEqualTo(Examples.fullSpectrum());
        }
    }

    @Test
    void givesPixelsAsReadOnlyViews() {
        try (AvroSerializer serializer = serializer(Map.of());
                AvroDeserializer deserializer = deserializer(Map.of("specific.avro.reader", true))) {
            // Given
            byte[] bytes = serializer.serialize(TOPIC, Examples.fullSpectrum());
            ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 3)
                    .position(3)
                    .put(bytes)
                    .position(3);
            for (ByteBuffer record : new ByteBuffer[] {ByteBuffer.wrap(bytes), direct}) {
                // When
                var spectrum = (Spectrum) deserializer.deserialize(TOPIC, null, record);
                Window red = spectrum.getWindows().get(1);
                // Then
                assertThat(red.getFlux().isReadOnly()).isTrue();
                float[] flux = new float[3];
                red.getFlux()
                        .duplicate()
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(flux);
                assertThat(flux).containsExactly(0.75f, 1.0f, 1.0f);
                assertThat(spectrum).isEqualTo(Examples.fullSpectrum());
                assertThat(record.remaining()).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void registersTheSchemaOfTheFileNotOfTheCodeGenerator() {
        try (AvroSerializer serializer = serializer(Map.of());
                AvroSerializer raw = serializer(Map.of("avro.remove.java.properties", false))) {
            serializer.serialize(TOPIC, Examples.fullSpectrum());
            raw.serialize("other", Examples.fullSpectrum());
        }
        try (AvroSerializer latest = serializer(Map.of("auto.register.schemas", false, "use.latest.version", true))) {
            assertThat(latest.serialize(TOPIC, Examples.fullSpectrum())[4]).isEqualTo((byte) 1);
            assertThat(latest.serialize("other", Examples.fullSpectrum())[4]).isEqualTo((byte) 2);
        }
    }

    @Test
    void looksUpWhenItMayNotRegister() {
        try (AvroSerializer serializer = serializer(Map.of("auto.register.schemas", "false"))) {
            // Given
            assertThatThrownBy(() -> serializer.serialize(TOPIC, Examples.fullSpectrum()))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("subject starflow.spectra-value: POST " + registry.url());
            // When
            registry.add(
                    "starflow.spectra-value",
                    JavaProperties.remove(Spectrum.getClassSchema()).toString());
            // Then
            assertThat(serializer.serialize(TOPIC, Examples.fullSpectrum())[4]).isEqualTo((byte) 1);
        }
    }

    @Test
    void convertsToTheNewestVersionWhereTold() {
        try (AvroSerializer serializer =
                        serializer(Map.of("auto.register.schemas", false, "use.latest.version", true));
                AvroDeserializer deserializer = deserializer(Map.of())) {
            // Given
            Schema old = star("{\"name\":\"teff\",\"type\":\"double\"}");
            registry.add(
                    "stars-value",
                    star("{\"name\":\"note\",\"type\":[\"null\",\"string\"],\"default\":null},"
                                    + "{\"name\":\"teff\",\"type\":\"double\"}")
                            .toString());
            GenericRecord star = new GenericData.Record(old);
            star.put("teff", 5_772.0);
            // When
            byte[] bytes = serializer.serialize("stars", star);
            // Then
            var read = (GenericRecord) deserializer.deserialize("stars", bytes);
            assertThat(read.get("note")).isNull();
            assertThat(read.get("teff")).isEqualTo(5_772.0);
            registry.add("text-value", "\"string\"");
            assertThatThrownBy(() -> serializer.serialize("text", star)).isInstanceOf(SchemaRefusedException.class);
        }
    }

    @Test
    void namesSubjectsByStrategy() {
        for (String strategy :
                new String[] {"RecordNameStrategy", "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy"}) {
            try (AvroSerializer serializer = serializer(Map.of("value.subject.name.strategy", strategy))) {
                serializer.serialize(TOPIC, Examples.fullSpectrum());
            }
        }
        try (AvroSerializer keys = new AvroSerializer()) {
            keys.configure(Map.of("schema.registry.url", registry.url()), true);
            keys.serialize(TOPIC, Examples.fullSpectrum());
        }
        assertThat(registry.requests())
                .extracting(FakeRegistry.Request::path)
                .containsExactly(
                        "/subjects/org.starflow.v1.Spectrum/versions",
                        "/subjects/starflow.spectra-org.starflow.v1.Spectrum/versions",
                        "/subjects/starflow.spectra-key/versions");
    }

    @Test
    void refusesWhatItCannotWrite() {
        try (AvroSerializer serializer = serializer(Map.of("max.record.bytes", 100))) {
            assertThatThrownBy(() -> serializer.serialize(TOPIC, "text"))
                    .isExactlyInstanceOf(SerializationException.class)
                    .hasMessageContaining("java.lang.String");
            assertThatThrownBy(() -> serializer.serialize(TOPIC, new Spectrum()))
                    .isExactlyInstanceOf(SerializationException.class)
                    .hasMessageContaining("spectrum_id");
            assertThatThrownBy(() -> serializer.serialize(TOPIC, Examples.fullSpectrum()))
                    .isInstanceOf(OversizeRecordException.class)
                    .hasMessageContaining("max.record.bytes = 100");
            registry.next(409, "{\"error_code\": 409, \"message\": \"incompatible\"}");
            assertThatThrownBy(() -> serializer.serialize("t2", Examples.fullSpectrum()))
                    .isInstanceOf(SchemaRefusedException.class)
                    .hasMessageContaining("incompatible");
            registry.next(401, "");
            assertThatThrownBy(() -> serializer.serialize("t3", Examples.fullSpectrum()))
                    .isInstanceOf(RegistryUnavailableException.class);
        }
        assertThatThrownBy(() -> serializer(Map.of("value.subject.name.strategy", "my.Strategy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value.subject.name.strategy");
        assertThatThrownBy(() -> serializer(Map.of("auto.register.schemas", "yes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("auto.register.schemas must be true or false");
    }

    private static Schema star(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Star\",\"namespace\":\"t\",\"fields\":[" + fields + "]}");
    }

    private AvroSerializer serializer(Map<String, Object> more) {
        var serializer = new AvroSerializer();
        serializer.configure(with(more), false);
        return serializer;
    }

    private AvroDeserializer deserializer(Map<String, Object> more) {
        var deserializer = new AvroDeserializer();
        deserializer.configure(with(more), false);
        return deserializer;
    }

    private Map<String, Object> with(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(
                Map.of("schema.registry.url", registry.url(), "max.retries", 0, "http.read.timeout.ms", 60_000));
        properties.putAll(more);
        return properties;
    }
}
