package org.starflow.it.support;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.starflow.schemas.Topics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Makes a bare broker and registry what {@link Stack} promises. */
final class Setup {
    private static final List<String> TOPICS = List.of(Topics.SPECTRA, Topics.INFERENCES, Topics.REJECTS);

    private Setup() {}

    static void topics(String bootstrapServers) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var existing = admin.listTopics().names().get();
            admin.createTopics(missing(existing).map(Setup::topic).toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Topics were not created", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void compatibility(String registryUrl) {
        var request = HttpRequest.newBuilder(URI.create(registryUrl + "/config"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + ": expected status 200, found " + response.statusCode()
                        + ": " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> missing(java.util.Set<String> existing) {
        return TOPICS.stream().filter(topic -> !existing.contains(topic));
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(4), Optional.of((short) 1))
                .configs(Map.of("max.message.bytes", String.valueOf(4 << 20), "retention.ms", "-1"));
    }
}
