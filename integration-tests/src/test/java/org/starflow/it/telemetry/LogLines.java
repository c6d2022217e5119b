package org.starflow.it.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of a service's log, one JSON object each. */
record LogLines(Path file) {
    private static final ObjectMapper JSON = new ObjectMapper();

    List<JsonNode> all() {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("{"))
                    .map(LogLines::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those with this value of a field. */
    List<JsonNode> with(String field, String value) {
        return all().stream()
                .filter(line -> line.at("/fields/" + field).asText().equals(value))
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + line, e);
        }
    }
}
