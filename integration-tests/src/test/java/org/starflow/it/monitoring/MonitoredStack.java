package org.starflow.it.monitoring;

import org.awaitility.Awaitility;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.SpectrumSender;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.local.monitor.PrometheusServer;
import org.starflow.local.monitor.Target;
import org.starflow.local.process.Ports;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A stack of its own with a sink, a worker, a producer that watches a folder, and a Prometheus that asks all three. */
final class MonitoredStack implements AutoCloseable {
    static final int GPU_USED_MEBIBYTES = 1234;
    static final int GPU_PERCENT = 56;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int SPECTRA_OF_A_NIGHT = 24;
    private static final double SNR = 100;
    private static final double FIRST_NIGHT = 61_000.9;

    private final Stack stack;
    private final Services services;
    private final Path folder;
    private final int producerPort = Ports.free();
    private final Service sink;
    private final Service producer;
    private Service worker;
    private final PrometheusServer server;
    private final PrometheusApi prometheus;
    private int sent;

    private MonitoredStack(Stack stack, Path program) throws IOException {
        this.stack = stack;
        this.services = Services.on(stack);
        this.folder = stack.logs().resolveSibling("monitoring");
        Files.createDirectories(folder.resolve("inbox"));
        sink = services.sink(Map.of(
                "starflow.sink.audit-interval", "2s",
                "starflow.sink.nights.interval", "2s",
                "starflow.sink.nights.least-results", "10"));
        worker = worker();
        sink.awaitReady();
        worker.awaitReady();
        producer = services.command(
                "watch",
                Map.of("STARFLOW_PRODUCER_METRICS_PORT", Integer.toString(producerPort)),
                List.of(
                        "watch",
                        folder.resolve("inbox").toString(),
                        "--journal",
                        folder.resolve("journal.tsv").toString()));
        server = PrometheusServer.start(
                program, folder, stack.logs().resolve("prometheus.log"), Ports.free(), AlertRules.folder(), targets());
        prometheus = new PrometheusApi(server.url());
    }

    static MonitoredStack start(Path program) throws IOException {
        Stack stack = Stacks.fresh("monitoring");
        try {
            return new MonitoredStack(stack, program);
        } catch (IOException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private List<Target> targets() {
        return List.of(
                Target.service("starflow-sink", "sink", address(sink)),
                Target.service("starflow-worker", "worker-1", address(worker)),
                new Target("starflow-producer", "watch", "127.0.0.1:" + producerPort, "/metrics"));
    }

    private static String address(Service service) {
        return URI.create(service.url()).getAuthority();
    }

    private Service worker() throws IOException {
        return services.worker(
                "monitored", Map.of("starflow.worker.batch.size", "8", "starflow.worker.gpu-probe", gpuProbe()));
    }

    /** Stands in for NVIDIA's program on machines without a GPU. */
    private String gpuProbe() throws IOException {
        Path probe = folder.resolve("nvidia-smi");
        Files.writeString(probe, "#!/bin/sh\necho '0, %d, 81559, %d'\n".formatted(GPU_USED_MEBIBYTES, GPU_PERCENT));
        Files.setPosixFilePermissions(probe, PosixFilePermissions.fromString("rwx------"));
        return probe.toString();
    }

    /** Two nights of spectra, some bytes that are none, and everything stored. */
    void runTwoNights() {
        for (int night = 0; night < 2; night++) {
            send(SPECTRA_OF_A_NIGHT, FIRST_NIGHT + night);
        }
        try (var sender = SpectrumSender.to(stack)) {
            sender.sendBytes("garbage", "no spectrum".getBytes(StandardCharsets.UTF_8));
        }
        awaitStored(2 * SPECTRA_OF_A_NIGHT);
    }

    void send(int count) {
        send(count, FIRST_NIGHT + 1);
    }

    private void send(int count, double mjd) {
        try (var spectra = Spectra.tiny();
                var sender = SpectrumSender.to(stack)) {
            sender.send(spectra.stars("monitored-" + sent, count, SNR, sent).stream()
                    .map(star -> Spectrum.newBuilder(star).setMjd(mjd).build())
                    .toList());
            sent += count;
        }
    }

    private void awaitStored(int results) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sink.metric("starflow_sink_results_total").orElse(0) >= results);
    }

    void stopWorker() {
        worker.close();
    }

    void startWorker() {
        try {
            worker = worker();
            worker.awaitReady();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void killRegistry() {
        stack.registry().kill();
    }

    void killDatabase() {
        stack.postgres().kill();
    }

    void killBroker() {
        stack.kafka().kill();
    }

    Service sink() {
        return sink;
    }

    Path folder() {
        return folder;
    }

    PrometheusApi prometheus() {
        return prometheus;
    }

    String workerMetrics() throws IOException, InterruptedException {
        return scrape(worker.url() + "/q/metrics");
    }

    String sinkMetrics() throws IOException, InterruptedException {
        return scrape(sink.url() + "/q/metrics");
    }

    String producerMetrics() throws IOException, InterruptedException {
        return scrape("http://127.0.0.1:" + producerPort + "/metrics");
    }

    /** In the format that promtool reads; left alone, Quarkus answers in OpenMetrics. */
    private static String scrape(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Accept", "text/plain; version=0.0.4")
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Override
    public void close() {
        prometheus.close();
        server.close();
        // Their broker may be gone: they are not asked.
        List.of(producer, worker, sink).forEach(Service::kill);
        stack.close();
    }
}
