package org.starflow.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Examples;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.registry.FakeRegistry;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Serializers by class name, and the errors of other implementations. */
class CodecsTest {
    @Test
    void oursByDefault() {
        try (var registry = new FakeRegistry()) {
            Map<String, Object> config = Map.of("schema.registry.url", registry.url());
            try (var serializer = Codecs.valueSerializer(config);
                    var deserializer = Codecs.valueDeserializer(config)) {
                byte[] bytes = serializer.serialize("starflow.spectra", Examples.fullSpectrum());
                assertThat(deserializer.deserialize("starflow.spectra", bytes)).isEqualTo(Examples.fullSpectrum());
            }
        }
    }

    @Test
    void anotherByName() {
        for (Object name : new Object[] {Foreign.class.getName(), Foreign.class}) {
            try (var deserializer = Codecs.valueDeserializer(Map.of("value.deserializer", name))) {
                assertThat(deserializer.deserialize("t", new byte[0])).isEqualTo("specific: true, key: false");
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codecs.valueSerializer(Map.of("value.serializer", "io.confluent.None")))
                .withMessageContaining("value.serializer = io.confluent.None is not on the class path");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codecs.valueSerializer(Map.of("value.serializer", Foreign.class)))
                .withMessageContaining("is not a Kafka serializer");
    }

    @Test
    void sortsTheErrorsOfConfluentsDeserializer() {
        retry(new SerializationException("Error retrieving", new RestClientException("no leader; error code: 50003")));
        retry(new SerializationException("Error retrieving", new ConnectException("refused")));
        retry(new SerializationException("Error retrieving", new IOException(new ConnectException("refused"))));
        retry(new TimeoutException("Error retrieving"));
        reject(
                new SerializationException("Error retrieving", new RestClientException("not found; error code: 40403")),
                RejectCode.UNKNOWN_SCHEMA);
        reject(new SerializationException("Unknown magic byte!"), RejectCode.MALFORMED_RECORD);
        reject(new SerializationException("Error deserializing", new EOFException()), RejectCode.MALFORMED_RECORD);
    }

    private static void retry(RuntimeException e) {
        assertThat(DecodeFailure.of(e)).isInstanceOf(DecodeFailure.Retry.class);
    }

    private static void reject(RuntimeException e, RejectCode code) {
        assertThat(DecodeFailure.of(e))
                .isInstanceOfSatisfying(
                        DecodeFailure.Reject.class,
                        reject -> assertThat(reject.code()).isEqualTo(code));
    }

    /** Named as Confluent's. */
    private static final class RestClientException extends Exception {
        private static final long serialVersionUID = 1L;

        RestClientException(String message) {
            super(message);
        }
    }

    /** Somebody else's deserializer. */
    public static final class Foreign implements Deserializer<Object> {
        private final Map<String, Object> config = new HashMap<>();
        private boolean key;

        @Override
        public void configure(Map<String, ?> properties, boolean isKey) {
            config.putAll(properties);
            key = isKey;
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            return "specific: " + config.get("specific.avro.reader") + ", key: " + key;
        }

        @Override
        public Object deserialize(String topic, Headers headers, byte[] data) {
            return deserialize(topic, data);
        }
    }
}
