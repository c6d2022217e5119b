package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.StackOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

@Command(
        name = "load",
        description = {
            "Many small spectra and a model that costs nothing: what the pipeline itself can do.",
            "Runs on a stack of its own. Baseline: Kafka's own performance tools on the same records, in the same run."
                    + " Then latencies at 10, 50 and 90 % of what the whole system can do, and whether memory grows.",
            "Ctrl-C stops it; with --folder, the same command goes on after the last finished phase."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow bench load --json load.json",
            "  ./starflow bench load --spectra 20000 --seconds 10",
            "  ./starflow bench load --folder /tmp/load"
        })
final class BenchLoadCommand implements Callable<Integer> {

    private static final String NULL_MODEL = "model/src/test/resources/null-package";

    @Mixin
    HelpOption help;

    @Mixin
    private LoadOptions options;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Keep data, logs and report there (default: a folder that is removed at the end).")
    private Path folder;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Path json;

    @Mixin
    private WorkerOptions workers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        options.check();
        workers.check();
        Project project = Starflow.of(spec).project();
        WorkerOptions tuned = workers.on(project.root().resolve(NULL_MODEL), options.workerSettings());
        Path data = folder == null ? Files.createTempDirectory("starflow-load-") : Files.createDirectories(folder);
        LoadReport report = LoadReport.open(data.resolve("load.json"), "load");
        Progress progress = Progress.standard();
        progress.show("starting Kafka, the registry and PostgreSQL");
        StackOptions stackOptions = StackOptions.defaults();
        try (LocalStack stack = LocalStack.start(data, stackOptions.withTopics(topics(stackOptions)));
                MemoryWatch memory = new MemoryWatch()) {
            Services services = new Services(project, stack);
            try {
                var producer = new ProducerRuns(project, tuned.model(project), data);
                new LoadBenchmark(stack, services, producer, options, tuned, report, progress, memory).run();
            } finally {
                services.stop();
            }
        }
        report.print(spec.commandLine().getOut());
        if (json != null) {
            report.writeTo(json);
        }
        if (folder == null) {
            Folders.delete(data);
        }
        return ExitCode.OK;
    }

    private static List<String> topics(StackOptions options) {
        return Stream.concat(
                        options.topics().stream(), Stream.of(LoadBenchmark.TOOL_SPECTRA, LoadBenchmark.TOOL_RESULTS))
                .toList();
    }
}
