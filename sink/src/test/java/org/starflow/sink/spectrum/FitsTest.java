package org.starflow.sink.spectrum;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.starflow.sink.problem.ProblemException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FitsTest {
    private final List<String> asked = new ArrayList<>();
    private HttpServer worker;
    private int status = 200;
    private String answer = "{\"windows\":[]}";

    @BeforeEach
    void start() throws IOException {
        worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        worker.start();
    }

    @AfterEach
    void stop() {
        worker.stop(0);
    }

    @Test
    void asksForTheModelAndTheLabels() {
        // When
        var fit = new Fits(List.of(address())).fit("cinn big", "1.0", Map.of("teff", 5777.5));

        // Then
        assertThat(fit.has("windows")).isTrue();
        assertThat(asked).containsExactly("/v2/models/cinn%20big/versions/1.0/flux?teff=5777.5");
    }

    @Test
    void asksTheNextWorkerWhenOneIsGone() {
        // Given
        var gone = URI.create("http://127.0.0.1:1");

        // Then
        assertThat(new Fits(List.of(gone, address())).fit("cinn", "1", Map.of()).has("windows"))
                .isTrue();
    }

    @Test
    void saysWhatEachWorkerAnswered() {
        // Given
        status = 404;
        answer = "{\"error\":\"This worker does not hold the model cinn 1.\"}";
        var fits = new Fits(List.of(address()));

        // Then
        assertThatThrownBy(() -> fits.fit("cinn", "1", Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No worker with the model cinn 1 is up")
                .hasMessageContaining("does not hold the model");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() {
        // Given
        answer = " ".repeat(9 << 20);
        var fits = new Fits(List.of(address()));

        // Then
        assertThatThrownBy(() -> fits.fit("cinn", "1", Map.of())).isInstanceOf(ProblemException.class);
    }

    @Test
    void withoutAWorkerItSaysWhichSettingIsMissing() {
        assertThatThrownBy(() -> new Fits(List.of()).fit("cinn", "1", Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("starflow.sink.workers");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + worker.getAddress().getPort());
    }
}
