package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The sink's status, for people. */
record CatalogueStatus(JsonNode status) {

    /** Outcomes in the database. */
    long stored() {
        JsonNode counts = status.path("counts");
        return counts.path("results").asLong() + counts.path("rejects").asLong();
    }

    /** Whether the sink reads, and reaches database and broker. */
    boolean isHealthy() {
        return status.path("state").asText().equals("consuming")
                && status.path("database").path("reachable").asBoolean()
                && status.path("broker").path("reachable").asBoolean();
    }

    void print(PrintWriter out) {
        if (!isHealthy()) {
            out.println("The sink is " + status.path("state").asText() + ": " + reason());
        }
        for (String dependency : List.of("database", "broker", "registry")) {
            JsonNode state = status.path(dependency);
            if (state.hasNonNull("reason")
                    && !state.path("reachable").asBoolean()
                    && !state.get("reason").asText().equals(reason())) {
                out.println(state.get("reason").asText());
            }
        }
        JsonNode counts = status.path("counts");
        if (counts.isObject()) {
            out.println("Database: " + counts.path("results").asLong() + " results, "
                    + counts.path("rejects").asLong() + " rejects" + byCode(counts.path("rejects_by_code"))
                    + quarantined(counts.path("quarantined").asLong()));
        }
        for (JsonNode model : status.path("models")) {
            out.println("Model %s %s: %d results, last seen %s"
                    .formatted(
                            model.path("name").asText(),
                            model.path("version").asText(),
                            model.path("results").asLong(),
                            model.path("last_seen").asText()));
        }
    }

    private String reason() {
        for (JsonNode place : List.of(status, status.path("database"), status.path("broker"))) {
            if (place.hasNonNull("reason")) {
                return place.get("reason").asText();
            }
        }
        return "it does not say why";
    }

    private static String byCode(JsonNode codes) {
        List<String> parts = new ArrayList<>();
        codes.properties().forEach(code -> parts.add(code.getValue().asLong() + " " + code.getKey()));
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static String quarantined(long records) {
        return records == 0 ? "" : ", " + records + " quarantined";
    }
}
