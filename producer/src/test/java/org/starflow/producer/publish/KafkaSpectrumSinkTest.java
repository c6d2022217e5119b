package org.starflow.producer.publish;

import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.producer.read.SpectrumReader;
import org.starflow.producer.reduce.ReductionOptions;
import org.starflow.producer.telemetry.SendTraces;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.telemetry.TraceParent;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.v1.Spectrum;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class KafkaSpectrumSinkTest {
    private static final Serializer<Object> VALUE = (topic, data) -> new byte[] {1};

    @TempDir
    Path folder;

    private final MockProducer<String, Object> kafka =
            new MockProducer<>(false, new RoundRobinPartitioner(), new StringSerializer(), VALUE);

    @Test
    void keysByTargetAndSaysWhenItWasProduced() throws Exception {
        // Given
        var sink = sink(Optional.empty());
        Spectrum spectrum = spectrum();

        // When
        var anonymous = sink.send(spectrum);
        sink.send(Spectrum.newBuilder(spectrum).setTargetId("target").build());
        kafka.completeNext();

        // Then
        assertThat(anonymous.join().topic()).isEqualTo("spectra");
        assertThat(kafka.history()).extracting(r -> r.key()).containsExactly("a", "target");
        var headers = kafka.history().getFirst().headers();
        assertThat(text(headers.lastHeader(RecordHeaders.SPECTRUM_ID).value())).isEqualTo("a");
        assertThat(Long.parseLong(
                        text(headers.lastHeader(RecordHeaders.PRODUCED_AT).value())))
                .isCloseTo(System.currentTimeMillis(), within(600_000L));
    }

    @Test
    void failsOnlyTheSpectrumThatTheBrokerRefuses() throws Exception {
        // Given
        var sink = sink(Optional.empty());

        // When
        var refused = sink.send(spectrum());
        var taken = sink.send(spectrum());
        kafka.errorNext(new IllegalStateException("too large"));
        kafka.completeNext();

        // Then
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("too large");
        assertThat(taken.join().offset()).isNotNegative();
    }

    @Test
    void isIdempotentWithOneRequestInFlightWhateverIsConfigured() {
        // Given
        Map<String, Object> given = Map.of(
                ProducerConfig.ACKS_CONFIG, "0",
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "5",
                ProducerConfig.LINGER_MS_CONFIG, "7");

        // When
        Map<String, Object> settings = KafkaSettings.forSpectra(given);

        // Then
        assertThat(settings)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, "7");
    }

    @Test
    void eachSpectrumBeginsATraceOfItsOwn() throws Exception {
        // Given
        var sink = sink(Optional.empty());

        // When
        sink.send(spectrum());
        sink.send(spectrum());

        // Then
        assertThat(kafka.history())
                .extracting(r -> TraceParent.of(r.headers()).orElseThrow().traceId())
                .doesNotHaveDuplicates();
    }

    @Test
    void theTraceOfTheCallerGoesOn() throws Exception {
        // Given
        var caller = TraceParent.start();
        var sink = sink(Optional.of(caller));

        // When
        sink.send(spectrum());

        // Then
        assertThat(TraceParent.of(kafka.history().getFirst().headers())
                        .orElseThrow()
                        .traceId())
                .isEqualTo(caller.traceId());
    }

    private KafkaSpectrumSink sink(Optional<TraceParent> caller) {
        return new KafkaSpectrumSink(kafka, "cluster", "spectra", new SendTraces(Tracing.OFF, caller));
    }

    private Spectrum spectrum() throws Exception {
        return TestFiles.reducer()
                .reduce(SpectrumReader.read(TestFiles.write(folder.resolve("a.fits"), 1)), ReductionOptions.none());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
