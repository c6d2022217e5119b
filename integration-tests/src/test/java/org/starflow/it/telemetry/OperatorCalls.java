package org.starflow.it.telemetry;

import org.starflow.it.support.Service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** What an operator asks of a running service. */
final class OperatorCalls {
    static final String PASSWORD = "night shift";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private OperatorCalls() {}

    static HttpResponse<String> level(Service service, String category, String level, String password) {
        String token = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(
                        URI.create(service.url() + "/api/v1/log-levels/" + category + "?level=" + level))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Basic " + token)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
