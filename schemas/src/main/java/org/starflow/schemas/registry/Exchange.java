package org.starflow.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request to one registry over the JDK's HTTP client, without redirects, bounded in time and size. */
final class Exchange implements AutoCloseable {
    static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String ACCEPT = CONTENT_TYPE + ", application/json;q=0.9";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_MESSAGE = 400;
    private static final int MAX_RETRY_AFTER_SECONDS = 3_600;

    private final HttpClient http;
    private final Duration readTimeout;
    private final long maxBytes;

    Exchange(RegistryConfig config) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout());
        config.ssl().ifPresent(builder::sslContext);
        this.http = builder.build();
        this.readTimeout = config.readTimeout();
        this.maxBytes = config.maxResponseBytes();
    }

    Outcome send(Endpoint endpoint, String method, String path, Optional<JsonNode> body) {
        String url = endpoint.base() + path;
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", ACCEPT)
                .method(
                        method,
                        body.map(b -> BodyPublishers.ofString(b.toString())).orElse(BodyPublishers.noBody()));
        body.ifPresent(b -> request.header("Content-Type", CONTENT_TYPE));
        endpoint.auth().ifPresent(auth -> request.header("Authorization", auth.header()));
        String what = method + " " + url;
        // Not send(): its timeout ends with the response's headers, and a body could trickle for ever.
        CompletableFuture<HttpResponse<byte[]>> future =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            return outcome(what, future.get(readTimeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            future.cancel(true);
            return failed(what + ": no complete answer within " + readTimeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryUnreachableException(what + ": interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException) {
                String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
                return failed(what + ": " + reason, cause);
            }
            throw new RegistryUnreachableException(what + ": " + cause, cause);
        }
    }

    private static Outcome outcome(String what, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return parse(what, response.body());
        }
        ErrorBody error = ErrorBody.of(response.body());
        String message = what + ": HTTP " + status + (error.code() == 0 ? "" : ", error code " + error.code())
                + (error.message().isEmpty() ? "" : ": " + error.message());
        if (status == TOO_MANY_REQUESTS || status / 100 == 5) {
            return new Failed(message, retryAfter(response), null);
        }
        throw new RegistryResponseException(message, status, error.code());
    }

    private static Outcome parse(String what, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json != null && json.isContainerNode()) {
                return new Answer(json);
            }
        } catch (IOException e) {
            // Falls through: a proxy's page, not a registry's answer.
        }
        return failed(what + ": the answer is not JSON: is this the base URL of a schema registry?", null);
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(s -> s.matches("\\d{1,9}"))
                .map(s -> Duration.ofSeconds(Math.min(MAX_RETRY_AFTER_SECONDS, Integer.parseInt(s))))
                .orElse(Duration.ZERO);
    }

    private static Failed failed(String message, Throwable cause) {
        return new Failed(message, Duration.ZERO, cause);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The registry's description of an error, {@code {"error_code": 40403, "message": "…"}}; empty where there is none. */
    private record ErrorBody(int code, String message) {
        static ErrorBody of(byte[] body) {
            try {
                JsonNode json = JSON.readTree(body);
                if (json != null && json.isObject()) {
                    return new ErrorBody(
                            json.path("error_code").asInt(0),
                            printable(json.path("message").asText("")));
                }
            } catch (JsonProcessingException e) {
                return new ErrorBody(0, printable(new String(body, StandardCharsets.UTF_8)));
            } catch (IOException e) {
                return new ErrorBody(0, "");
            }
            return new ErrorBody(0, "");
        }

        private static String printable(String text) {
            String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
            return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
        }
    }
}
