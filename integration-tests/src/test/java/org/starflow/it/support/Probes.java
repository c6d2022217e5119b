package org.starflow.it.support;

import org.apache.kafka.clients.admin.Admin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** One question to a server each; they throw while it does not answer. */
final class Probes {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private Probes() {}

    static void kafka(String bootstrapServers) {
        asking(() -> {
            try (var admin = Admin.create(Map.of(
                    "bootstrap.servers", bootstrapServers,
                    "request.timeout.ms", "5000",
                    "default.api.timeout.ms", "5000"))) {
                return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS);
            }
        });
    }

    static void http(String url) {
        asking(() -> body(url));
    }

    static String body(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(url + ": expected status 200, found " + response.statusCode());
        }
        return response.body();
    }

    static void jdbc(String url, String user, String password) {
        asking(() -> {
            try (var connection = DriverManager.getConnection(url, user, password)) {
                return connection.isValid(5);
            }
        });
    }

    private static void asking(Callable<?> question) {
        try {
            question.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
