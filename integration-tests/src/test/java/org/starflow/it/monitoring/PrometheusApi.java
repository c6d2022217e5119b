package org.starflow.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Questions to a running Prometheus. */
final class PrometheusApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    PrometheusApi(String url) {
        this.url = url;
    }

    /** Result of an instant query; a scalar is one sample. */
    JsonNode query(String promQl) {
        var answer = get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new AssertionError(promQl + ": " + answer.path("error").asText());
        }
        return answer.at("/data/result");
    }

    /** The value of the only sample; NaN when there is none. */
    double value(String promQl) {
        JsonNode result = query(promQl);
        return result.size() == 1
                ? Double.parseDouble(result.at("/0/value/1").asText().replace("+Inf", "Infinity"))
                : Double.NaN;
    }

    JsonNode get(String path) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return MAPPER.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
