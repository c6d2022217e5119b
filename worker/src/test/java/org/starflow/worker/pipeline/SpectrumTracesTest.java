package org.starflow.worker.pipeline;

import org.junit.jupiter.api.Test;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.telemetry.OpenSpan;
import org.starflow.schemas.telemetry.TraceParent;
import org.starflow.schemas.telemetry.Tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.worker.pipeline.Records.source;

class SpectrumTracesTest {
    private final RejectRecords rejects = new RejectRecords("rejects", "model", "1");

    @Test
    void offHandsTheContextOfTheSpectrumOn() {
        // Given
        var parent = TraceParent.start();
        var outbound = reject(parent);

        // When
        new SpectrumTraces(Tracing.OFF).begin(outbound, batch(outbound));

        // Then
        assertThat(TraceParent.of(outbound.record().headers())).contains(parent);
    }

    @Test
    void onTheOutcomeContinuesTheSpanOfTheWorker() {
        // Given
        var parent = TraceParent.start();
        var outbound = reject(parent);
        var tracing = new Recording();
        var traces = new SpectrumTraces(tracing);
        var batch = batch(outbound);
        batch.worked("prepare", 1, 2);
        batch.worked("infer", 3, 4);

        // When
        traces.begin(outbound, batch);
        traces.end(List.of(outbound), 5);

        // Then
        var written = TraceParent.of(outbound.record().headers()).orElseThrow();
        assertThat(written.traceId()).isEqualTo(parent.traceId());
        assertThat(written.spanId()).isNotEqualTo(parent.spanId());
        assertThat(tracing.ended).containsExactly("worker prepare", "worker infer", "worker commit", "worker process");
    }

    @Test
    void whatIsNotCommittedHasNoSpan() {
        // Given
        var outbound = reject(TraceParent.start());
        var tracing = new Recording();
        var traces = new SpectrumTraces(tracing);

        // When
        traces.begin(outbound, batch(outbound));
        traces.end(List.of(), 5);

        // Then
        assertThat(tracing.ended).isEmpty();
    }

    private Outbound reject(TraceParent parent) {
        SourceRecord source = source(7);
        parent.put(source.record().headers());
        var refused = new Refused(source, RejectCode.LOW_COVERAGE, "few pixels");
        return new Outbound(refused, rejects.record(refused));
    }

    private static RawBatch batch(Outbound outbound) {
        return new RawBatch(List.of(outbound.source()), 0);
    }

    /** Remembers the spans that ended. */
    private static final class Recording implements Tracing {
        private final List<String> ended = new ArrayList<>();

        @Override
        public boolean on() {
            return true;
        }

        @Override
        public OpenSpan start(String name, Kind kind, Optional<TraceParent> parent, long startNanos) {
            return new Span(name, parent.orElseThrow().child());
        }

        @Override
        public void close() {
            ended.clear();
        }

        private final class Span implements OpenSpan {
            private final String name;
            private final TraceParent context;

            private Span(String name, TraceParent context) {
                this.name = name;
                this.context = context;
            }

            @Override
            public TraceParent context() {
                return context;
            }

            @Override
            public OpenSpan set(String key, String value) {
                return this;
            }

            @Override
            public OpenSpan failed(String why) {
                return this;
            }

            @Override
            public void end(long endNanos) {
                ended.add(name);
            }
        }
    }
}
