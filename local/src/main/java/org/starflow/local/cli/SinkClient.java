package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** The sink's read API, as its operator. */
final class SinkClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** An audit compares whole topics with whole tables. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;
    private final String authorization;

    SinkClient(URI base, String user, String password) {
        this.base = base.resolve("/api/v1/");
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    JsonNode get(String path, Map<String, String> query) throws IOException, InterruptedException {
        return json(request(path, query).header("Accept", "application/json").GET());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return get(path, Map.of());
    }

    JsonNode post(String path) throws IOException, InterruptedException {
        return json(
                request(path, Map.of()).header("Accept", "application/json").POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** The answer as CSV, to be closed by the caller; it may be longer than memory. */
    InputStream csv(String path, Map<String, String> query) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path, query).header("Accept", "text/csv").GET();
        HttpResponse<InputStream> response = send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), response.body());
        }
        return MAPPER.readTree(response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        try {
            return client.send(request.header("Authorization", authorization).build(), body);
        } catch (ConnectException e) {
            throw CliException.environment("The sink does not answer at " + base
                    + ": ./starflow status shows what runs, ./starflow logs sink shows why.");
        }
    }

    private static CliException refused(int status, String body) {
        int exitCode = switch (status) {
            case 400 -> ExitCode.USAGE;
            case 404, 409 -> ExitCode.PROBLEM;
            default -> ExitCode.ENVIRONMENT;
        };
        return new CliException(exitCode, "The sink answers " + status + ": " + message(body));
    }

    private static String message(String body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            for (String field : new String[] {"detail", "message", "title", "error"}) {
                if (node.hasNonNull(field)) {
                    return node.get(field).asText();
                }
            }
        } catch (IOException e) {
            // Not JSON: show it as it is.
        }
        return body.isBlank() ? "(no explanation)" : body.strip();
    }

    private HttpRequest.Builder request(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(base.resolve(parameters.isEmpty() ? path : path + "?" + parameters))
                .timeout(PATIENCE);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
