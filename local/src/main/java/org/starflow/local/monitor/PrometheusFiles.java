package org.starflow.local.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Prometheus' configuration. JSON is YAML, so that no name needs quoting by hand. */
record PrometheusFiles(Path folder, Path rules) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Dashboards show a change within five seconds: the sink looks every two, this adds one. */
    private static final String SCRAPE_INTERVAL = "1s";

    Path configuration() {
        return folder.resolve("prometheus.json");
    }

    Path data() {
        return folder.resolve("data");
    }

    private Path targets() {
        return folder.resolve("targets.json");
    }

    /** Writes the configuration and the first targets. */
    void write(List<Target> targets) {
        try {
            Files.createDirectories(folder);
            writeTargets(targets);
            Map<String, Object> configuration = Map.of(
                    "global", Map.of("scrape_interval", SCRAPE_INTERVAL, "evaluation_interval", "5s"),
                    "rule_files", List.of(rules.resolve("*.yaml").toString()),
                    "scrape_configs",
                            List.of(Map.of(
                                    "job_name",
                                    "starflow",
                                    "file_sd_configs",
                                    List.of(Map.of(
                                            "files", List.of(targets().toString()), "refresh_interval", "5s")))));
            MAPPER.writerWithDefaultPrettyPrinter().writeValue(configuration().toFile(), configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("The files of Prometheus cannot be written to " + folder, e);
        }
    }

    /** Changes the targets; Prometheus notices by itself. */
    void writeTargets(List<Target> targets) throws IOException {
        var groups = targets.stream()
                .map(target -> Map.of(
                        "targets", List.of(target.address()),
                        "labels",
                                Map.of(
                                        "job", target.job(),
                                        "instance", target.instance(),
                                        "__metrics_path__", target.path())))
                .toList();
        Path written = folder.resolve("targets.new");
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(written.toFile(), groups);
        Files.move(written, targets(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
