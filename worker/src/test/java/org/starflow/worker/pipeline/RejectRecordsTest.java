package org.starflow.worker.pipeline;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.RejectHeaders;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.worker.pipeline.Records.source;

class RejectRecordsTest {
    private final RejectRecords rejects = new RejectRecords("starflow.rejects", "starflow-lte", "1.0.0");

    @Test
    void keepsKeyBytesAndHeadersAndSaysWhy() {
        // Given
        byte[] value = {0, 1, 2};
        var refused = new Refused(source(value), RejectCode.WRONG_GRID, "Expected 2 windows, found 3.");

        // When
        var record = rejects.record(refused);

        // Then
        assertThat(record.topic()).isEqualTo("starflow.rejects");
        assertThat(record.key()).isEqualTo("key".getBytes(StandardCharsets.UTF_8));
        assertThat(record.value()).isEqualTo(value);
        assertThat(header(record, "starflow-spectrum-id")).isEqualTo("HD 140283");
        assertThat(header(record, RejectHeaders.REASON)).isEqualTo("Expected 2 windows, found 3.");
        assertThat(header(record, RejectHeaders.TOPIC)).isEqualTo("starflow.spectra");
        assertThat(header(record, RejectHeaders.PARTITION)).isEqualTo("0");
        assertThat(header(record, RejectHeaders.OFFSET)).isEqualTo("7");
        assertThat(header(record, RejectHeaders.ERROR_CODE)).isEqualTo("WRONG_GRID");
        assertThat(header(record, RejectHeaders.MODEL_NAME)).isEqualTo("starflow-lte");
        assertThat(header(record, RejectHeaders.MODEL_VERSION)).isEqualTo("1.0.0");
        assertThat(record.headers().lastHeader(RejectHeaders.EXCEPTION_CLASS_NAME))
                .isNull();
    }

    @Test
    void aRejectThatIsRejectedAgainCarriesEachHeaderOnce() {
        // Given
        var source = source(new byte[] {1});
        source.record().headers().add(RejectHeaders.ERROR_CODE, "WRONG_GRID".getBytes(StandardCharsets.UTF_8));
        var refused = new Refused(source, RejectCode.UNKNOWN_SCHEMA, "No schema 9.", new IllegalStateException("9"));

        // When
        var record = rejects.record(refused);

        // Then
        assertThat(record.headers().headers(RejectHeaders.ERROR_CODE)).hasSize(1);
        assertThat(header(record, RejectHeaders.ERROR_CODE)).isEqualTo("UNKNOWN_SCHEMA");
        assertThat(header(record, RejectHeaders.EXCEPTION_CLASS_NAME)).isEqualTo("java.lang.IllegalStateException");
        assertThat(source.record().headers().toArray()).hasSize(2);
    }

    @Test
    void aValueThatItsTopicDoesNotTakeIsCut() {
        // Given
        byte[] value = new byte[100_000];
        Arrays.fill(value, (byte) 5);
        var refused = new Refused(source(value), RejectCode.RECORD_TOO_LARGE, "Too large.");

        // When
        var record = rejects.cut(refused);

        // Then
        assertThat(record.value()).isEqualTo(Arrays.copyOf(value, 65_536));
        assertThat(header(record, RejectHeaders.REASON))
                .startsWith("Too large.")
                .contains("100000 bytes");
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
