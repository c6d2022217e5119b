package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Figures of a run of the pipeline benchmark.
 *
 * @param workers processes
 * @param threads of each
 * @param spectra counted
 * @param elapsed for them
 * @param engine report of the engine alone, from {@code bench inference}
 */
record PipelineReport(int workers, int threads, long spectra, Duration elapsed, JsonNode engine) {

    /** Spectra a second from topic to database. */
    double rate() {
        return spectra / Math.max(1e-3, elapsed.toMillis() / 1000.0);
    }

    /** Spectra a second of one engine in whole batches. */
    double engineRate() {
        return figure("/batches/0/per_second");
    }

    /** Spectra a second of one engine, one spectrum after the other on one thread. */
    double singleRate() {
        return figure("/baseline/per_second");
    }

    private double figure(String path) {
        JsonNode value = engine.at(path);
        if (!value.isNumber()) {
            throw CliException.environment("The report of bench inference has no number at " + path + ".");
        }
        return value.asDouble();
    }

    void print(PrintWriter out) {
        TextTable table = new TextTable("what", "spectra/s", "ratio");
        table.add("engine, one by one, one thread", number(singleRate()), number(1));
        table.add("engine, batches of 16, " + threads + " threads", number(engineRate()), ratio(engineRate()));
        table.add("pipeline, " + workers + " × " + threads + " threads", number(rate()), ratio(rate()));
        table.print(out);
    }

    private String ratio(double rate) {
        return number(rate / singleRate());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    void write(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.putObject("pipeline")
                .put("workers", workers)
                .put("threads", threads)
                .put("spectra", spectra)
                .put("seconds", elapsed.toMillis() / 1000.0)
                .put("spectra_per_second", rate())
                .put("ratio_to_baseline", rate() / singleRate());
        root.set("engine", engine);
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
