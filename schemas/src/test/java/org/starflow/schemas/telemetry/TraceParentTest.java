package org.starflow.schemas.telemetry;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void readsTheExampleOfTheStandard() {
        assertThat(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01")).contains(new TraceParent(TRACE, SPAN, true));
    }

    @Test
    void aLaterVersionMayGoOnAfterTheFlags() {
        assertThat(TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-00-what-comes"))
                .contains(new TraceParent(TRACE, SPAN, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceContextIsNone(String text) {
        assertThat(TraceParent.parse(text)).isEmpty();
    }

    @Test
    void whatItWritesItReads() {
        // Given
        var begun = TraceParent.start();

        // When
        var read = TraceParent.parse(begun.text());

        // Then
        assertThat(read).contains(begun);
        assertThat(begun.child().traceId()).isEqualTo(begun.traceId());
        assertThat(begun.child().spanId()).isNotEqualTo(begun.spanId());
    }

    @Test
    void aRecordHasOneContext() {
        // Given
        var headers = new RecordHeaders();
        headers.add(TraceParent.HEADER, "nonsense".getBytes(StandardCharsets.UTF_8));
        var trace = TraceParent.start();

        // When
        trace.put(headers);

        // Then
        assertThat(headers.toArray()).hasSize(1);
        assertThat(TraceParent.of(headers)).contains(trace);
    }
}
