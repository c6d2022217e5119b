package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Figures of a load benchmark, written after every phase, so that a run that was stopped goes on after the last. */
final class LoadReport {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final ObjectNode root;

    private LoadReport(Path file, ObjectNode root) {
        this.file = file;
        this.root = root;
    }

    /** The report in a file, or a new one. */
    static LoadReport open(Path file, String benchmark) throws IOException {
        if (Files.exists(file)) {
            return new LoadReport(file, (ObjectNode) JSON.readTree(file.toFile()));
        }
        ObjectNode root = JSON.createObjectNode()
                .put("benchmark", benchmark)
                .put("begun", Instant.now().toString());
        root.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("architecture", System.getProperty("os.arch"))
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", Runtime.version().toString());
        return new LoadReport(file, root);
    }

    boolean has(String phase) {
        return root.has(phase);
    }

    double number(String pointer) {
        JsonNode value = root.at(pointer);
        if (!value.isNumber()) {
            throw CliException.environment(
                    file + " has no number at " + pointer + "; remove the folder to begin anew.");
        }
        return value.asDouble();
    }

    /** A new phase, with how busy the machine was when it ended. */
    ObjectNode phase(String name) {
        return root.putObject(name)
                .put(
                        "load_average",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Enters what processes used. */
    void memory(List<MemoryWatch.Use> uses) throws IOException {
        ArrayNode processes = phase("memory").putArray("processes");
        for (MemoryWatch.Use use : uses) {
            ObjectNode process = processes.addObject();
            if (!Double.isNaN(use.liveFirst())) {
                process.put("live_first_mib", use.liveFirst()).put("live_last_mib", use.liveLast());
            }
            process.put("process", use.process())
                    .put("seconds", use.seconds())
                    .put("first_mib", use.first())
                    .put("last_mib", use.last())
                    .put("max_mib", use.most())
                    .put("growth", use.growth());
        }
        save();
    }

    void save() throws IOException {
        JSON.writeValue(file.toFile(), root);
    }

    void writeTo(Path other) throws IOException {
        JSON.writeValue(other.toFile(), root);
    }

    void print(PrintWriter out) {
        out.println("%.0f spectra of %.0f bytes; results have %.0f bytes"
                .formatted(number("/spectra/count"), number("/spectra/bytes"), number("/worker/result_bytes")));
        printRates(out);
        out.println();
        printLatencies(out);
        out.println();
        printMemory(out);
        out.flush();
    }

    private void printRates(PrintWriter out) {
        double slower = number("/kafka/slower_per_second");
        TextTable table = new TextTable("what", "records/s", "ratio");
        table.add("Kafka's consumer tool, spectra", whole("/kafka/consumer_per_second"), "");
        table.add("Kafka's producer tool, spectra", whole("/kafka/producer_per_second"), "");
        table.add("the slower of both", whole("/kafka/slower_per_second"), ratio(slower, slower));
        table.add(
                "Kafka's producer tool, results in transactions",
                whole("/kafka/result_producer_per_second"),
                ratio(number("/kafka/result_producer_per_second"), slower));
        double worker = number("/worker/per_second");
        table.add("worker, topic to topic, no inference", whole("/worker/per_second"), ratio(worker, slower));
        double sink = number("/sink/per_second");
        table.add("sink, topic to database", whole("/sink/per_second"), ratio(sink, slower));
        double capacity = number("/capacity/per_second");
        table.add("producer to database, all at once", whole("/capacity/per_second"), ratio(capacity, slower));
        table.print(out);
    }

    private void printLatencies(PrintWriter out) {
        TextTable table = new TextTable(
                "latency, producer to database", "spectra/s", "count", "50 %, s", "90 %", "95 %", "99 %", "largest");
        for (JsonNode step : root.at("/latency/steps")) {
            table.add(
                    "at %.0f %% of capacity".formatted(100 * step.get("share").asDouble()),
                    "%.0f".formatted(step.get("rate").asDouble()),
                    step.get("count").asText(),
                    seconds(step, "p50"),
                    seconds(step, "p90"),
                    seconds(step, "p95"),
                    seconds(step, "p99"),
                    seconds(step, "max"));
        }
        table.print(out);
    }

    void printMemory(PrintWriter out) {
        TextTable table = new TextTable(
                "memory, MiB", "first minute", "last minute", "largest", "live heap, first", "live heap, last");
        for (JsonNode use : root.at("/memory/processes")) {
            table.add(
                    use.get("process").asText(),
                    "%.0f".formatted(use.get("first_mib").asDouble()),
                    "%.0f".formatted(use.get("last_mib").asDouble()),
                    "%.0f".formatted(use.get("max_mib").asDouble()),
                    live(use, "live_first_mib"),
                    live(use, "live_last_mib"));
        }
        if (table.isEmpty()) {
            out.println("Memory was not watched: this system has no /proc.");
        } else {
            table.print(out);
        }
    }

    private static String live(JsonNode use, String name) {
        return use.has(name) ? "%.1f".formatted(use.get(name).asDouble()) : "";
    }

    private static String seconds(JsonNode step, String name) {
        return String.format(Locale.ROOT, "%.3f", step.get(name).asDouble());
    }

    private String whole(String pointer) {
        return String.format(Locale.ROOT, "%.0f", number(pointer));
    }

    private static String ratio(double rate, double baseline) {
        return String.format(Locale.ROOT, "%.2f", rate / baseline);
    }
}
