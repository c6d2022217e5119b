package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The sink's audit: what came in against what came out, for every model version. */
record Ledger(JsonNode audit) {

    /** Whether every input has exactly one outcome, and every outcome its row. */
    boolean isComplete() {
        return "consistent".equals(verdict());
    }

    /** Whether nothing is wrong so far, and something is still on its way. */
    boolean isInProgress() {
        return "in_progress".equals(verdict());
    }

    private String verdict() {
        return audit.path("verdict").asText();
    }

    void print(PrintWriter out) {
        for (JsonNode model : audit.path("models")) {
            String name = model.hasNonNull("model")
                    ? model.path("model").asText() + " " + model.path("version").asText()
                    : "no model yet";
            out.println("Ledger of " + name + ":");
            partitions(model).print(out);
            differences(model).forEach(difference -> out.println("DIFFERENCE: " + difference));
        }
        out.println(audit.path("sentence").asText());
        out.flush();
    }

    private static TextTable partitions(JsonNode model) {
        TextTable table = new TextTable(
                "partition", "offsets in", "inferred", "rejected", "waiting", "in flight", "missing", "duplicates");
        long[] sums = new long[7];
        for (JsonNode partition : model.path("partitions")) {
            long[] row = {
                partition.path("inputs").asLong(),
                partition.path("inferred").asLong(),
                partition.path("rejected").asLong(),
                partition.path("waiting").asLong(),
                partition.path("in_flight").asLong(),
                partition.path("missing").asLong(),
                partition.path("duplicates").asLong()
            };
            for (int column = 0; column < row.length; column++) {
                sums[column] += row[column];
            }
            add(table, partition.path("partition").asText(), row);
        }
        add(table, "all", sums);
        return table;
    }

    private static void add(TextTable table, String name, long[] numbers) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (long number : numbers) {
            cells.add(Long.toString(number));
        }
        table.add(cells);
    }

    private static List<String> differences(JsonNode model) {
        List<String> differences = new ArrayList<>();
        for (JsonNode partition : model.path("partitions")) {
            String where = "partition " + partition.path("partition").asText() + ": ";
            for (JsonNode range : partition.path("missing_ranges")) {
                differences.add(
                        where + "no outcome for offsets " + range.path("from").asLong() + " to "
                                + (range.path("to").asLong() - 1));
            }
            if (partition.path("duplicates").asLong() > 0) {
                differences.add(where + "more than one outcome for offsets " + partition.path("duplicate_offsets"));
            }
            if (partition.path("beyond_end").asBoolean()) {
                differences.add(where + "the ledger knows offsets that the topic does not have");
            }
        }
        addRows(differences, "results", model.path("results"));
        addRows(differences, "rejects", model.path("rejects"));
        return differences;
    }

    private static void addRows(List<String> differences, String table, JsonNode rows) {
        if (rows.path("lost").asLong() > 0) {
            differences.add(rows.path("lost").asLong() + " entries of the ledger have no row in " + table + ": "
                    + rows.path("lost_examples"));
        }
        if (rows.path("unaccounted").asLong() > 0) {
            differences.add(rows.path("unaccounted").asLong() + " rows of " + table + " are not in the ledger");
        }
    }
}
