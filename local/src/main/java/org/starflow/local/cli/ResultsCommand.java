package org.starflow.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "results",
        description = {
            "The catalogue: one row a spectrum, of the newest model unless told otherwise.",
            "CSV and JSON hold every column; the table shows the most asked for, as MAP ± standard deviation."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow results",
            "  ./starflow results --format csv --output night.csv",
            "  ./starflow results --where teff=5000..6000 --where snr=50.. --good"
        })
final class ResultsCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--format",
            paramLabel = "csv|json|table",
            defaultValue = "table",
            description = "Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write there instead of to standard output.")
    private Path output;

    @Option(
            names = "--where",
            paramLabel = "LABEL=MIN..MAX",
            description = "Limits on the MAP of a label, or on snr or mjd; either end may be left out. Repeatable.")
    private List<String> ranges = new ArrayList<>();

    @Option(names = "--target", paramLabel = "ID", description = "Only spectra of this target.")
    private String target;

    @Option(names = "--good", description = "Only results without a serious flag.")
    private boolean good;

    @Option(names = "--model-name", paramLabel = "NAME", description = "Results of this model.")
    private String model;

    @Option(names = "--model-version", paramLabel = "VERSION", description = "Results of this version of the model.")
    private String version;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SinkClient sink = RunningStack.require(Starflow.of(spec).home()).sink();
        long rows;
        try (var answer =
                new BufferedReader(new InputStreamReader(sink.csv("results", query()), StandardCharsets.UTF_8))) {
            if (output == null) {
                rows = format.write(answer, spec.commandLine().getOut());
            } else {
                // Beside the target first: a broken connection must not leave half a catalogue under its name.
                Path draft = output.resolveSibling(output.getFileName() + ".part");
                try (var out = new PrintWriter(Files.newBufferedWriter(draft))) {
                    rows = format.write(answer, out);
                }
                Files.move(draft, output, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        System.err.println(rows + (rows == 1 ? " spectrum" : " spectra") + (output == null ? "" : " → " + output));
        return ExitCode.OK;
    }

    private Map<String, String> query() {
        Map<String, String> query = new TreeMap<>();
        ranges.forEach(range -> query.putAll(RangeFilter.parse(range)));
        put(query, "target_id", target);
        put(query, "model", model);
        put(query, "version", version);
        if (good) {
            query.put("good", "true");
        }
        return query;
    }

    private static void put(Map<String, String> query, String name, String value) {
        if (value != null) {
            query.put(name, value);
        }
    }
}
