package org.starflow.sink.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.RejectHeaders;
import org.starflow.schemas.Topics;
import org.starflow.sink.support.Inferences;

import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordDecoderTest {
    private static final Deserializer<Object> INFERENCE =
            (topic, bytes) -> Inferences.of("s1", 0, 3).build();

    @Test
    void anInferenceIsAResult() throws RegistryAwayException {
        // Given
        var record = record(Topics.INFERENCES, new byte[] {1});
        record.headers().add(RecordHeaders.PRODUCED_AT, "1800000000123".getBytes(StandardCharsets.UTF_8));

        // When
        var decoded = new RecordDecoder(INFERENCE).decode(record);

        // Then
        assertThat(decoded).isInstanceOfSatisfying(ResultRecord.class, result -> {
            assertThat(result.source()).isEqualTo(new RecordPosition(Topics.SPECTRA, 0, 3));
            assertThat(result.producedAt()).contains(Instant.ofEpochMilli(1_800_000_000_123L));
        });
    }

    @Test
    void whatDoesNotDecodeIsQuarantined() throws RegistryAwayException {
        // Given
        Deserializer<Object> broken = (topic, bytes) -> {
            throw new SerializationException("magic byte 7");
        };

        // When
        var decoded = new RecordDecoder(broken).decode(record(Topics.INFERENCES, new byte[] {7}));

        // Then
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        QuarantinedRecord.class,
                        q -> assertThat(q.reason()).isEqualTo("The record does not decode: magic byte 7"));
    }

    @Test
    void aRegistryThatIsAwayIsNotTheRecordsFault() {
        // Given
        Deserializer<Object> away = (topic, bytes) -> {
            throw new SerializationException("schema 5", new ConnectException("refused"));
        };

        // When
        var decoder = new RecordDecoder(away);

        // Then
        assertThatThrownBy(() -> decoder.decode(record(Topics.INFERENCES, new byte[] {0})))
                .isInstanceOf(RegistryAwayException.class)
                .hasMessageContaining("schema 5");
    }

    @Test
    void anotherTypeAndNoValueAreQuarantined() throws RegistryAwayException {
        var other = new RecordDecoder((topic, bytes) -> "text").decode(record(Topics.INFERENCES, new byte[] {1}));
        var nothing = new RecordDecoder(INFERENCE).decode(record(Topics.INFERENCES, null));

        assertThat(((QuarantinedRecord) other).reason()).isEqualTo("Expected an inference, found java.lang.String.");
        assertThat(((QuarantinedRecord) nothing).reason()).isEqualTo("The record has no value; expected an inference.");
    }

    @Test
    void aRejectKeepsItsBytesAndSaysWhy() throws RegistryAwayException {
        // Given
        var record = reject();

        // When
        var decoded = new RecordDecoder(INFERENCE).decode(record);

        // Then
        assertThat(decoded).isInstanceOfSatisfying(RejectRecord.class, reject -> {
            assertThat(reject.source()).isEqualTo(new RecordPosition(Topics.SPECTRA, 2, 41));
            assertThat(reject.code()).isEqualTo("MALFORMED_RECORD");
            assertThat(reject.modelVersion()).isEqualTo("1.2.3");
            assertThat(reject.exceptionClass()).isEqualTo(Optional.empty());
            assertThat(reject.raw().value()).containsExactly(9, 9);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {RejectHeaders.TOPIC, RejectHeaders.PARTITION, RejectHeaders.OFFSET, RejectHeaders.MODEL_NAME})
    void aRejectWithoutItsOriginIsQuarantined(String missing) throws RegistryAwayException {
        // Given
        var record = reject();
        record.headers().remove(missing);

        // When
        var decoded = new RecordDecoder(INFERENCE).decode(record);

        // Then
        assertThat(decoded).isInstanceOf(QuarantinedRecord.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "-1", "99999999999"})
    void anImpossiblePartitionIsQuarantined(String partition) throws RegistryAwayException {
        // Given
        var record = reject();
        record.headers().add(RejectHeaders.PARTITION, partition.getBytes(StandardCharsets.UTF_8));

        // When
        var decoded = new RecordDecoder(INFERENCE).decode(record);

        // Then
        assertThat(decoded).isInstanceOf(QuarantinedRecord.class);
    }

    private static ConsumerRecord<byte[], byte[]> reject() {
        var record = record(Topics.REJECTS, new byte[] {9, 9});
        header(record, RejectHeaders.TOPIC, Topics.SPECTRA);
        header(record, RejectHeaders.PARTITION, "2");
        header(record, RejectHeaders.OFFSET, "41");
        header(record, RejectHeaders.ERROR_CODE, "MALFORMED_RECORD");
        header(record, RejectHeaders.MODEL_NAME, "tiny");
        header(record, RejectHeaders.MODEL_VERSION, "1.2.3");
        return record;
    }

    private static void header(ConsumerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 0, 7, new byte[] {1}, value);
    }
}
