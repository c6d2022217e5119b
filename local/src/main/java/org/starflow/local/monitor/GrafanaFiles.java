package org.starflow.local.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What Grafana is provisioned with: one data source and the dashboards of the project. JSON is YAML. */
record GrafanaFiles(Path folder, Path dashboards) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    void write(String prometheusUrl) {
        Map<String, Object> source = Map.of(
                "apiVersion",
                1,
                "datasources",
                List.of(Map.of(
                        "name", "Prometheus",
                        "uid", "starflow",
                        "type", "prometheus",
                        "access", "proxy",
                        "url", prometheusUrl,
                        "isDefault", true,
                        "jsonData", Map.of("timeInterval", "1s"))));
        Map<String, Object> provider = Map.of(
                "apiVersion",
                1,
                "providers",
                List.of(Map.of(
                        "name", "starflow",
                        "folder", "Starflow",
                        "type", "file",
                        "allowUiUpdates", false,
                        "options", Map.of("path", dashboards.toString()))));
        try {
            write(folder.resolve("provisioning/datasources/starflow.yaml"), source);
            write(folder.resolve("provisioning/dashboards/starflow.yaml"), provider);
        } catch (IOException e) {
            throw new UncheckedIOException("The files of Grafana cannot be written to " + folder, e);
        }
    }

    private static void write(Path file, Map<String, Object> content) throws IOException {
        Files.createDirectories(file.getParent());
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    }
}
