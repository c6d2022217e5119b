package org.starflow.local.cli;

import org.starflow.local.process.Http;
import org.starflow.local.state.ProcessEntry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Whether a process does its work.
 *
 * @param words {@code ready}, {@code not ready} or {@code down}, with what the service itself says
 * @param isGood whether it is ready
 * @param processed for a worker, the records since its start
 */
record ServiceHealth(String words, boolean isGood, String processed) {

    private static final Pattern RECORDS =
            Pattern.compile("starflow_worker_records_total\\{[^}]*outcome=\"(\\w+)\"[^}]*}\\s+([0-9.E+]+)");

    static ServiceHealth of(ProcessEntry entry) {
        if (!entry.isRunning()) {
            return new ServiceHealth("down", false, "");
        }
        if (entry.name().equals("prometheus")) {
            return other(entry, "/-/ready");
        }
        if (entry.name().equals("grafana")) {
            return other(entry, "/api/health");
        }
        boolean isOurs = entry.name().equals("sink") || entry.name().startsWith("worker-");
        return isOurs ? ask(entry) : new ServiceHealth("up", true, "");
    }

    private static ServiceHealth other(ProcessEntry entry, String path) {
        try {
            boolean good = get(entry, path).statusCode() == 200;
            return new ServiceHealth(good ? "ready" : "not ready", good, "");
        } catch (IOException e) {
            return new ServiceHealth("does not answer", false, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServiceHealth("unknown", false, "");
        }
    }

    private static ServiceHealth ask(ProcessEntry entry) {
        try {
            HttpResponse<String> ready = get(entry, "/q/health/ready");
            boolean good = ready.statusCode() == 200;
            String processed = entry.name().startsWith("worker-")
                    ? processed(get(entry, "/q/metrics").body())
                    : "";
            return new ServiceHealth(good ? "ready" : "not ready", good, processed);
        } catch (IOException e) {
            return new ServiceHealth("does not answer", false, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ServiceHealth("unknown", false, "");
        }
    }

    private static HttpResponse<String> get(ProcessEntry entry, String path) throws IOException, InterruptedException {
        return Http.send(Http.request(URI.create("http://" + entry.address() + path))
                .GET()
                .build());
    }

    /** {@code 120 inferred, 3 rejected}, from the worker's Prometheus metrics. */
    static String processed(String metrics) {
        return String.join(
                ", ",
                RECORDS.matcher(metrics)
                        .results()
                        .filter(match -> !match.group(1).equals("abandoned"))
                        .map(ServiceHealth::count)
                        .toList());
    }

    private static String count(MatchResult match) {
        return Math.round(Double.parseDouble(match.group(2))) + " " + match.group(1);
    }
}
