package org.starflow.sink.replay;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.RejectHeaders;
import org.starflow.sink.record.RecordPosition;

import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReplayHeadersTest {
    @Test
    void theOriginalHeadersStayAndThoseOfTheRejectGo() {
        // Given
        var headers = List.of(
                header("starflow-spectrum-id", "s1"),
                header(RejectHeaders.REASON, "no S/N"),
                header(RejectHeaders.OFFSET, "4"),
                header(RejectHeaders.ERROR_CODE, "SNR_MISSING"),
                header(RejectHeaders.MODEL_NAME, "tiny"),
                header(RejectHeaders.MODEL_VERSION, "1"),
                header("traceparent", "00-1-2-01"),
                header("starflow-replayed-from", "starflow.spectra/0/1"));

        // When
        var replayed = ReplayHeaders.of(headers, new RecordPosition("starflow.spectra", 2, 4));

        // Then
        assertThat(replayed)
                .containsExactly(
                        header("starflow-spectrum-id", "s1"),
                        header("traceparent", "00-1-2-01"),
                        header("starflow-replayed-from", "starflow.spectra/2/4"));
    }

    private static Header header(String key, String value) {
        return new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
