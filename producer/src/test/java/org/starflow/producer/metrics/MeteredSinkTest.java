package org.starflow.producer.metrics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.producer.EnvironmentFailure;
import org.starflow.producer.publish.Delivery;
import org.starflow.producer.publish.SpectrumSink;
import org.starflow.v1.Spectrum;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeteredSinkTest {
    private final Slow slow = new Slow();

    @Test
    void itSaysThatItSendsUntilTheBrokerHasAnswered() throws Exception {
        // Given
        try (var sink = open("0")) {
            sink.send(null);
            sink.send(null);
            sink.send(null);

            // When
            slow.answers.pop().complete(new Delivery("t", 0, 0, 0));
            slow.answers.pop().completeExceptionally(new IllegalStateException("too large"));

            // Then
            assertThat(scrape(sink))
                    .contains("starflow_producer_sending 1\n")
                    .contains("starflow_producer_in_flight_records 1\n")
                    .contains("starflow_producer_spectra_total{outcome=\"delivered\"} 1\n")
                    .contains("starflow_producer_spectra_total{outcome=\"failed\"} 1\n");

            // When
            slow.answers.pop().complete(new Delivery("t", 0, 1, 0));

            // Then
            assertThat(scrape(sink)).contains("starflow_producer_sending 0\n");
        }
        assertThat(slow.closed).isTrue();
    }

    @Test
    void withoutAPortThereIsNothingInBetween() {
        assertThat(MeteredSink.around(slow, Map.of())).isSameAs(slow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "-1", "70000"})
    void whatIsNoPortIsRefused(String port) {
        assertThatThrownBy(() -> open(port))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(MeteredSink.PORT)
                .hasMessageContaining(port);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        // Given
        try (var first = open("0")) {
            String port = Integer.toString(first.port());

            // When / Then
            assertThatThrownBy(() -> open(port))
                    .isInstanceOf(EnvironmentFailure.class)
                    .hasMessageContaining(port);
        }
    }

    private MeteredSink open(String port) {
        return (MeteredSink) MeteredSink.around(slow, Map.of(MeteredSink.PORT, port));
    }

    private static String scrape(MeteredSink sink) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + sink.port() + "/metrics");
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** Answers when the test says so. */
    private static final class Slow implements SpectrumSink {
        private final Deque<CompletableFuture<Delivery>> answers = new ArrayDeque<>();
        private boolean closed;

        @Override
        public String cluster() {
            return "cluster";
        }

        @Override
        public String topic() {
            return "topic";
        }

        @Override
        public CompletableFuture<Delivery> send(Spectrum spectrum) {
            var answer = new CompletableFuture<Delivery>();
            answers.add(answer);
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
