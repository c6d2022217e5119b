package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.StackOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

@Command(
        name = "overload",
        description = {
            "Spectra twice as fast as the workers, for minutes, until the backlog has drained again.",
            "Runs on a stack of its own. Baseline: what the workers do before. Exit code 1 when a worker lost its"
                    + " partitions or when the audit misses an outcome."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow bench overload", "  ./starflow bench overload --minutes 30 --json overload.json"})
final class BenchOverloadCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "3",
            description = "How long spectra come too fast (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--backlog",
            paramLabel = "N",
            defaultValue = "400",
            description = "Spectra on which the workers are measured first; take more for a fast model"
                    + " (default: ${DEFAULT-VALUE}).")
    private int backlog;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Path json;

    @Mixin
    private WorkerOptions workers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        workers.check();
        if (minutes < 1) {
            throw CliException.usage("--minutes: expected at least 1, found " + minutes);
        }
        if (backlog < 2) {
            throw CliException.usage("--backlog: expected at least 2, found " + backlog);
        }
        Project project = Starflow.of(spec).project();
        Path data = Files.createTempDirectory("starflow-overload-");
        LoadReport report = LoadReport.open(data.resolve("overload.json"), "overload");
        Progress progress = Progress.standard();
        progress.show("starting Kafka, the registry and PostgreSQL");
        OverloadBenchmark.Outcome outcome;
        try (LocalStack stack = LocalStack.start(data, StackOptions.defaults());
                MemoryWatch memory = new MemoryWatch()) {
            Services services = new Services(project, stack);
            try {
                var producer = new ProducerRuns(project, workers.model(project), data);
                outcome = new OverloadBenchmark(stack, services, workers, progress, memory)
                        .run(producer, backlog, Duration.ofMinutes(minutes));
                outcome.writeTo(report.phase("overload"));
                report.memory(memory.uses());
            } finally {
                services.stop();
            }
        }
        print(outcome, report, spec.commandLine().getOut());
        if (json != null) {
            report.writeTo(json);
        }
        Folders.delete(data);
        return outcome.isGood() ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private static void print(OverloadBenchmark.Outcome o, LoadReport report, PrintWriter out) {
        out.println("Workers do %.1f spectra a second; %d came in %.0f s, %.1f a second."
                .formatted(o.rate(), o.sent(), o.growSeconds(), o.sent() / o.growSeconds()));
        out.println("At most %d waited; %.0f s after the last one every outcome was in the database."
                .formatted(o.mostLag(), o.drainSeconds()));
        out.println("Rebalances: " + o.rebalances() + ". "
                + (o.isComplete()
                        ? "Every input has exactly one outcome."
                        : "The audit finds inputs without exactly one outcome: that is a fault, please report it."));
        out.println();
        report.printMemory(out);
        out.flush();
    }
}
