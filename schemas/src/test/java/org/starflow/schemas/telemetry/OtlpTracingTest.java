package org.starflow.schemas.telemetry;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.telemetry.Tracing.Kind;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class OtlpTracingTest {
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private HttpServer receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/v1/traces", exchange -> {
            var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            request.getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void spansReachTheReceiverWithTheirParentTimesAndAttributes() {
        // Given
        var parent = TraceParent.start();
        Instant now = Instant.now();
        long start = System.nanoTime();
        TraceParent context;

        // When
        try (var tracing = Tracing.open("starflow-test", TraceSettings.of(Optional.of(address()), 1))) {
            var span = tracing.start("step", Kind.CONSUMER, Optional.of(parent), start)
                    .set("starflow.spectrum_id", "HD 140283")
                    .failed("LOW_COVERAGE");
            context = span.context();
            span.end(start + 5_000_000);
        }

        // Then
        assertThat(context.sampled()).isTrue();
        Span sent = spans.getFirst();
        assertThat(sent.getName()).isEqualTo("step");
        assertThat(HexFormat.of().formatHex(sent.getTraceId().toByteArray())).isEqualTo(parent.traceId());
        assertThat(HexFormat.of().formatHex(sent.getParentSpanId().toByteArray()))
                .isEqualTo(parent.spanId());
        assertThat(HexFormat.of().formatHex(sent.getSpanId().toByteArray())).isEqualTo(context.spanId());
        assertThat(sent.getEndTimeUnixNano() - sent.getStartTimeUnixNano()).isEqualTo(5_000_000);
        assertThat(sent.getStartTimeUnixNano() / 1_000_000).isCloseTo(now.toEpochMilli(), within(60_000L));
        assertThat(sent.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(sent.getAttributesList())
                .anySatisfy(a -> assertThat(a.getValue().getStringValue()).isEqualTo("HD 140283"));
    }

    @Test
    void allServicesChooseTheSameTraces() {
        // Given
        var trace = TraceParent.start();
        var settings = TraceSettings.of(Optional.of(address()), 0.5);

        // When
        boolean one;
        boolean other;
        try (var worker = Tracing.open("worker", settings);
                var sink = Tracing.open("sink", settings)) {
            one = worker.start("a", Kind.INTERNAL, Optional.of(trace), 0)
                    .context()
                    .sampled();
            other = sink.start("b", Kind.INTERNAL, Optional.of(trace), 0)
                    .context()
                    .sampled();
        }

        // Then
        assertThat(one).isEqualTo(other);
    }

    @Test
    void aReceiverThatIsAwayStopsNobody() {
        // Given
        receiver.stop(0);
        long start = System.nanoTime();

        // When
        try (var tracing = Tracing.open("starflow-test", TraceSettings.of(Optional.of(address()), 1))) {
            for (int i = 0; i < 10_000; i++) {
                tracing.start("step", Kind.INTERNAL, Optional.empty(), start).end(start);
            }
        }

        // Then
        assertThat(spans).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    }

    @Test
    void offMakesNoSpanAndHandsOnWhatCame() {
        // Given
        var parent = TraceParent.start();

        // When
        var tracing = Tracing.open("starflow-test", TraceSettings.of(Optional.of(" "), 1));

        // Then
        assertThat(tracing).isSameAs(Tracing.OFF);
        assertThat(tracing.start("step", Kind.INTERNAL, Optional.of(parent), 0).context())
                .isSameAs(parent);
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> TraceSettings.of(Optional.of("collector:4317"), 1))
                .hasMessageStartingWith("starflow.traces.endpoint: expected an address");
        assertThatThrownBy(() -> TraceSettings.of(Optional.empty(), 2)).hasMessageContaining("0 … 1");
    }

    private String address() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort();
    }
}
