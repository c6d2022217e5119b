package org.starflow.it.security;

import org.starflow.local.security.PinnedHttp;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A question to the registry of a secured stack, as any user. */
record RegistryCall(SecureStack stack) {
    private static final String SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";

    /** Status of the answer; the user {@code nobody} sends no credentials. */
    int status(String user, String method, String path) throws IOException, InterruptedException {
        var body = switch (method) {
            case "POST" -> HttpRequest.BodyPublishers.ofString(SCHEMA);
            case "PUT" -> HttpRequest.BodyPublishers.ofString("{\"compatibility\": \"NONE\"}");
            default -> HttpRequest.BodyPublishers.noBody();
        };
        var request = HttpRequest.newBuilder(URI.create(stack.registryUrl() + path))
                .timeout(Duration.ofMinutes(1))
                .header("Content-Type", "application/json")
                .method(method, body);
        if (!user.equals("nobody")) {
            var credentials = user + ":" + stack.password(user);
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        try (var client = PinnedHttp.client(stack.certificate())) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
