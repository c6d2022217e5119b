package org.starflow.producer.metrics;

import org.starflow.producer.publish.Delivery;
import org.starflow.producer.publish.SpectrumSink;
import org.starflow.v1.Spectrum;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Counts what goes through a sink and shows it to Prometheus while the sink is open. */
public final class MeteredSink implements SpectrumSink {
    /** Environment variable or system property: port of the metrics; without it there are none. */
    public static final String PORT = "STARFLOW_PRODUCER_METRICS_PORT";
    /** Environment variable: where the port is opened; 127.0.0.1 by default. */
    public static final String HOST = "STARFLOW_PRODUCER_METRICS_HOST";

    private static final int HIGHEST_PORT = 65_535;

    private final SpectrumSink sink;
    private final ProducerMetrics metrics;
    private final MetricsEndpoint endpoint;

    private MeteredSink(SpectrumSink sink, ProducerMetrics metrics, MetricsEndpoint endpoint) {
        this.sink = sink;
        this.metrics = metrics;
        this.endpoint = endpoint;
    }

    /**
     * The sink, with metrics where the environment asks for them.
     *
     * @throws IllegalArgumentException when the port is none
     */
    public static SpectrumSink around(SpectrumSink sink, Map<String, String> environment) {
        String port = environment.get(PORT);
        if (port == null || port.isBlank()) {
            return sink;
        }
        var metrics = new ProducerMetrics();
        String host = environment.getOrDefault(HOST, "127.0.0.1");
        return new MeteredSink(sink, metrics, MetricsEndpoint.open(host, number(port), metrics));
    }

    private static int number(String port) {
        try {
            int number = Integer.parseInt(port.strip());
            if (number >= 0 && number <= HIGHEST_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(PORT + ": expected a port, found " + port, e);
        }
        throw new IllegalArgumentException(PORT + ": expected a port, found " + port);
    }

    int port() {
        return endpoint.port();
    }

    @Override
    public String cluster() {
        return sink.cluster();
    }

    @Override
    public String topic() {
        return sink.topic();
    }

    @Override
    public CompletableFuture<Delivery> send(Spectrum spectrum) {
        metrics.sent();
        try {
            return sink.send(spectrum).whenComplete((delivery, failure) -> metrics.ended(failure == null));
        } catch (RuntimeException e) {
            metrics.ended(false);
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            sink.close();
        } finally {
            endpoint.close();
        }
    }
}
