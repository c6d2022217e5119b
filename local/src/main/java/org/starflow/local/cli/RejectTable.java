package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.PrintWriter;

/** The sink's page of rejects, for people. */
final class RejectTable {

    private static final int REASON_LENGTH = 90;

    private RejectTable() {}

    static void print(JsonNode page, PrintWriter out) {
        JsonNode rejects = page.path("rejects");
        if (rejects.isEmpty()) {
            out.println("Nothing was rejected.");
            return;
        }
        TextTable table = new TextTable("place", "code", "spectrum", "rejected at", "replayed", "reason");
        for (JsonNode reject : rejects) {
            table.add(
                    reject.path("partition").asText() + "/"
                            + reject.path("offset").asText(),
                    reject.path("code").asText(),
                    text(reject, "spectrum_id", "key"),
                    text(reject, "rejected_at").replaceFirst("\\.\\d+Z$", "Z"),
                    reject.hasNonNull("replayed_at") ? "by " + text(reject, "replayed_by") : "",
                    shortened(text(reject, "reason")));
        }
        table.print(out);
        long total = page.path("total").asLong();
        if (total > rejects.size()) {
            out.println(rejects.size() + " of " + total + " shown; --limit shows more.");
        }
    }

    private static String text(JsonNode node, String... fields) {
        for (String field : fields) {
            if (node.hasNonNull(field)) {
                return node.get(field).asText();
            }
        }
        return "";
    }

    private static String shortened(String reason) {
        String line = reason.lines().findFirst().orElse("");
        return line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH - 1) + "…";
    }
}
