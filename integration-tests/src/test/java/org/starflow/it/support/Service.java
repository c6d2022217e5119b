package org.starflow.it.support;

import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalDouble;

/** A worker or sink that runs as a process of its own. Closing it stops it in good order. */
public final class Service implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final ServiceProcess process;

    Service(ServiceProcess process) {
        this.process = process;
    }

    /** Base of its HTTP interface, without a slash at the end. */
    public String url() {
        return process.url("").toString();
    }

    /** Its output. */
    public Path log() {
        return process.spec().log();
    }

    /** Process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process is there. */
    public boolean isAlive() {
        return process.isRunning();
    }

    /** Exit status of the ended process. */
    public int exitCode() {
        return process.exitCode();
    }

    /** Waits for its end; false when it still runs after that time. */
    public boolean awaitExit(Duration patience) {
        return process.awaitExit(patience);
    }

    /**
     * Waits until {@code /q/health/ready} says yes.
     *
     * @throws org.starflow.local.LocalStackException when it ends or five minutes pass, with the last lines of its log
     */
    public Service awaitReady() {
        try {
            process.awaitReady(START);
            return this;
        } catch (RuntimeException e) {
            // In try (var worker = worker().awaitReady()) nobody else would end it.
            process.kill();
            throw e;
        }
    }

    /** Answer to a GET of a path of its HTTP interface. */
    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(process.url(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sum of a Prometheus metric over its tags; empty while the metric is not there. */
    public OptionalDouble metric(String name) {
        try {
            var values = get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .toArray();
            return values.length == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Arrays.stream(values).sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** Ends it in good order and waits. */
    @Override
    public void close() {
        process.stop(STOP);
    }
}
