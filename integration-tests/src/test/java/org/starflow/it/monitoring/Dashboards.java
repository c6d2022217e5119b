package org.starflow.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.starflow.it.support.Project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The dashboards of the project, as Grafana gets them. */
final class Dashboards {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Dashboards() {}

    /** One panel of a dashboard. */
    record Panel(String board, JsonNode json) {
        String title() {
            return json.path("title").asText();
        }

        /** PromQL, with Grafana's variables in it. */
        List<String> queries() {
            var queries = new ArrayList<String>();
            json.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
            return queries;
        }

        @Override
        public String toString() {
            return board + " / " + title();
        }
    }

    static Path folder() {
        return Project.root().resolve("k8s/monitoring/dashboards");
    }

    static List<Path> files() {
        try (var files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Panel> panels() {
        var panels = new ArrayList<Panel>();
        for (Path file : files()) {
            String board = file.getFileName().toString().replace(".json", "");
            read(file).path("panels").forEach(panel -> panels.add(new Panel(board, panel)));
        }
        return panels;
    }
}
