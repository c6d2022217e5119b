package org.starflow.it.security;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A question to the sink of a secured stack, by nobody in particular. */
record SinkCall(SecureStack stack) {

    /** Status of the answer to a GET of a path. */
    int get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** Status of the answer to a POST of so many bytes. */
    int post(String path, int bytes) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes])));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stack.port("sink") + path))
                .timeout(Duration.ofMinutes(1));
    }

    private static int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
