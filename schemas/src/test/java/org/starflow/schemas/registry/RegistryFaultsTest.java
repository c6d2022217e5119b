package org.starflow.schemas.registry;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the client does when registries fail. */
@Timeout(120)
class RegistryFaultsTest {
    private static final Schema STAR = SchemaBuilder.record("Star")
            .namespace("t")
            .fields()
            .requiredDouble("teff")
            .endRecord();
    private static final String OK = "{\"schema\": \"\\\"string\\\"\"}";
    private static final String SECRET = "pass-w0rd";

    private final FakeRegistry registry = new FakeRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    private SchemaRegistryClient client(String urls, Map<String, ?> more) {
        var properties = new HashMap<String, Object>(Map.of(
                "schema.registry.url",
                urls,
                "max.retries",
                2,
                "retries.wait.ms",
                1,
                "retries.max.wait.ms",
                20,
                "http.read.timeout.ms",
                60_000));
        properties.putAll(more);
        return new SchemaRegistryClient(RegistryConfig.from(properties));
    }

    private SchemaRegistryClient client() {
        return client(registry.url(), Map.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void triesAgainAfter(int status) {
        try (SchemaRegistryClient client = client()) {
            // Given
            registry.next(status, "busy");
            registry.next(status, "{\"error_code\": 50001, \"message\": \"backend\"}");
            // Then
            assertThat(client.register("s", STAR, false)).isEqualTo(1);
            assertThat(registry.requests()).hasSize(3);
        }
    }

    @Test
    void waitsAsLongAsTheRegistryAsksButNotLongerThanItsLimit() {
        try (SchemaRegistryClient client = client()) {
            // Given
            registry.next(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "3000");
                FakeRegistry.send(exchange, 429, "slow down");
            });
            // Then: 3000 s would run into the test's timeout
            assertThat(client.register("s", STAR, false)).isEqualTo(1);
        }
    }

    @Test
    void givesUpAfterItsRetriesAndSaysWhy() {
        try (SchemaRegistryClient client = client()) {
            for (int i = 0; i < 3; i++) {
                registry.next(503, "{\"error_code\": 50003, \"message\": \"no\\nleader\"}");
            }
            assertThatThrownBy(() -> client.schema(1))
                    .isInstanceOf(RegistryUnreachableException.class)
                    .hasMessage("GET " + registry.url()
                            + "/schemas/ids/1: HTTP 503, error code 50003: no leader (last of 3 attempts at 1 URLs)");
            assertThat(registry.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 405, 409, 422})
    void doesNotRetry(int status) {
        try (SchemaRegistryClient client = client(
                registry.url(),
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ada:" + SECRET))) {
            registry.next(status, "{\"error_code\": " + status + ", \"message\": \"no\"}");
            assertThatThrownBy(() -> client.register("s", STAR, false))
                    .isInstanceOfSatisfying(
                            RegistryResponseException.class,
                            e -> assertThat(e.status()).isEqualTo(status))
                    .hasMessageContaining("HTTP " + status)
                    .hasMessageNotContaining(SECRET);
            assertThat(registry.requests()).hasSize(1);
            assertThat(registry.requests().getFirst().authorization())
                    .isEqualTo("Basic "
                            + Base64.getEncoder().encodeToString(("ada:" + SECRET).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void goesOnToTheNextUrlAndStaysThere() throws IOException {
        String dead = "http://127.0.0.1:" + closedPort();
        try (SchemaRegistryClient client = client(dead + "," + registry.url() + "/", Map.of("max.retries", 0))) {
            assertThat(client.register("s", STAR, false)).isEqualTo(1);
            assertThat(client.compatibility()).isEqualTo(Compatibility.NONE);
            assertThat(registry.requests()).hasSize(2);
        }
    }

    @Test
    void namesTheUrlWhenNobodyIsThere() throws IOException {
        String dead = "http://127.0.0.1:" + closedPort();
        try (SchemaRegistryClient client = client(dead, Map.of())) {
            assertThatThrownBy(client::compatibility)
                    .isInstanceOf(RegistryUnreachableException.class)
                    .hasMessageContaining("GET " + dead + "/config")
                    .hasMessageContaining("3 attempts");
        }
    }

    @Test
    void hidesTheUserInfoOfAUrl() throws IOException {
        String dead = "http://ada:" + SECRET + "@127.0.0.1:" + closedPort();
        try (SchemaRegistryClient client = client(dead, Map.of("basic.auth.credentials.source", "URL"))) {
            assertThatThrownBy(client::compatibility).satisfies(e -> {
                for (Throwable t = e; t != null; t = t.getCause()) {
                    assertThat(t.toString()).doesNotContain(SECRET).doesNotContain("ada");
                }
            });
        }
    }

    @Test
    void doesNotWaitForASlowAnswer() {
        var end = new CountDownLatch(1);
        try (SchemaRegistryClient client =
                client(registry.url(), Map.of("http.read.timeout.ms", 2_000, "max.retries", 5))) {
            registry.next(exchange -> end.await());
            assertThat(client.register("s", STAR, false)).isEqualTo(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void doesNotWaitForABodyThatTrickles() {
        var end = new CountDownLatch(1);
        try (SchemaRegistryClient client =
                client(registry.url(), Map.of("http.read.timeout.ms", 2_000, "max.retries", 5))) {
            registry.next(exchange -> {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                end.await();
            });
            assertThat(client.register("s", STAR, false)).isEqualTo(1);
        } finally {
            end.countDown();
        }
    }

    @Test
    void limitsTheSizeOfAnAnswer() {
        try (SchemaRegistryClient client =
                client(registry.url(), Map.of("schema.registry.max.response.bytes", 2_000, "max.retries", 0))) {
            registry.next(200, OK + " ".repeat(1_000));
            assertThat(client.schema(1)).isEqualTo(Schema.create(Schema.Type.STRING));
            registry.next(200, OK + " ".repeat(5_000));
            assertThatThrownBy(() -> client.schema(2)).isInstanceOf(RegistryUnreachableException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>welcome</html>", "", "17", "{\"id\": \"x\"}", "{\"id\": 1.5}", "{}", "[]"})
    void takesNoAnswerThatIsNotARegistrys(String body) {
        try (SchemaRegistryClient client = client(registry.url(), Map.of("max.retries", 0))) {
            registry.next(200, body);
            assertThatThrownBy(() -> client.register("s", STAR, false))
                    .isInstanceOf(RegistryUnreachableException.class);
            registry.next(200, body);
            assertThatThrownBy(() -> client.schema(1)).isInstanceOf(RegistryUnreachableException.class);
            registry.next(200, body);
            assertThatThrownBy(client::compatibility).isInstanceOf(RegistryUnreachableException.class);
        }
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() {
        try (SchemaRegistryClient client = client()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(client::compatibility)
                    .isInstanceOf(RegistryUnreachableException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
