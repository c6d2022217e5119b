package org.starflow.producer.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.starflow.producer.EnvironmentFailure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Serves the metrics of this process at {@code /metrics}, on the loopback interface unless told otherwise. */
final class MetricsEndpoint implements AutoCloseable {
    private static final int BACKLOG = 8;

    private final HttpServer server;

    private MetricsEndpoint(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port.
     *
     * @throws EnvironmentFailure when it is taken
     */
    static MetricsEndpoint open(String host, int port, ProducerMetrics metrics) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            server.createContext("/metrics", exchange -> answer(exchange, metrics.text()));
            server.setExecutor(null);
            server.start();
            return new MetricsEndpoint(server);
        } catch (IOException e) {
            throw new EnvironmentFailure(
                    "The port of the metrics, " + host + ":" + port + ", cannot be opened (" + e.getMessage()
                            + "): set STARFLOW_PRODUCER_METRICS_PORT to a free one, or unset it",
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
