package org.starflow.worker.pipeline;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.starflow.model.DecodedSpectrum;
import org.starflow.schemas.RejectCode;
import org.starflow.v1.SourcePosition;

import java.io.EOFException;
import java.net.ConnectException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.starflow.worker.pipeline.Records.source;

class RecordDecoderTest {
    @Test
    void anEmptyRecordIsRejected() {
        assertThat(code(decoder((topic, data) -> "never asked").decode(source((byte[]) null))))
                .isEqualTo(RejectCode.EMPTY_RECORD);
        assertThat(code(decoder((topic, data) -> "never asked").decode(source(new byte[0]))))
                .isEqualTo(RejectCode.EMPTY_RECORD);
    }

    @Test
    void aLargeRecordIsRejectedUnread() {
        // Given
        Deserializer<?> explosive = (topic, data) -> {
            throw new AssertionError("read");
        };

        // When
        var decoded = decoder(explosive).decode(source(new byte[1001]));

        // Then
        assertThat(code(decoded)).isEqualTo(RejectCode.RECORD_TOO_LARGE);
        assertThat(refused(decoded).message()).contains("1001").contains("1000");
    }

    @Test
    void bytesThatDoNotDecodeAreMalformed() {
        // Given
        Deserializer<?> failing = failing(new SerializationException("cut off", new EOFException()));

        // When
        var decoded = decoder(failing).decode(source(new byte[] {9}));

        // Then
        assertThat(code(decoded)).isEqualTo(RejectCode.MALFORMED_RECORD);
        assertThat(refused(decoded).message()).isEqualTo("cut off");
        assertThat(refused(decoded).exceptionClass()).contains(SerializationException.class.getName());
    }

    @Test
    void anAbsentRegistryIsNotTheRecordsFault() {
        // Given
        Deserializer<?> failing = failing(new SerializationException("no answer", new ConnectException()));

        // Then
        assertThatThrownBy(() -> decoder(failing).decode(source(new byte[] {9})))
                .isInstanceOf(RegistryAwayException.class);
    }

    @Test
    void confluentsDeserializerTellsAnUnknownSchemaByItsCause() {
        assertThat(code(decoder(failing(new SerializationException("?", new RestClientException("error code: 40403"))))
                        .decode(source(new byte[] {9}))))
                .isEqualTo(RejectCode.UNKNOWN_SCHEMA);
        assertThatThrownBy(() -> decoder(
                                failing(new SerializationException("?", new RestClientException("error code: 50001"))))
                        .decode(source(new byte[] {9})))
                .isInstanceOf(RegistryAwayException.class);
    }

    @Test
    void anotherRecordThanASpectrumHasTheWrongSchema() {
        // When
        var decoded = decoder((topic, data) -> new SourcePosition("t", 0, 0L)).decode(source(new byte[] {1}));

        // Then
        assertThat(code(decoded)).isEqualTo(RejectCode.UNKNOWN_SCHEMA);
        assertThat(refused(decoded).message())
                .contains("org.starflow.v1.Spectrum")
                .contains("org.starflow.v1.SourcePosition");
    }

    private static RecordDecoder decoder(Deserializer<?> deserializer) {
        return new RecordDecoder(
                deserializer, spectrum -> new DecodedSpectrum.Invalid(RejectCode.WRONG_GRID, "grid"), 1000);
    }

    private static Deserializer<?> failing(RuntimeException failure) {
        return (topic, data) -> {
            throw failure;
        };
    }

    private static RejectCode code(RecordDecoder.Decoded decoded) {
        return refused(decoded).code();
    }

    private static Refused refused(RecordDecoder.Decoded decoded) {
        return ((RecordDecoder.NotDecoded) decoded).refused();
    }

    /** Of the name of Confluent's. */
    private static final class RestClientException extends Exception {
        private static final long serialVersionUID = 1L;

        RestClientException(String message) {
            super(message);
        }
    }
}
