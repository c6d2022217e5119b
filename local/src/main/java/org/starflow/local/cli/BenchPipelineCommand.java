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
import java.util.concurrent.Callable;

@Command(
        name = "pipeline",
        description = {
            "A backlog of simulated spectra, from the topic to the database.",
            "Runs on a stack of its own. Baseline: the engine alone, measured before with the same threads."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow bench pipeline", "  ./starflow bench pipeline --spectra 2000 --json pipeline.json"})
final class BenchPipelineCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--spectra",
            paramLabel = "N",
            defaultValue = "500",
            description = "Length of the backlog (default: ${DEFAULT-VALUE}).")
    private int spectra;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
    private Path json;

    @Mixin
    private WorkerOptions workers;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        workers.check();
        if (spectra < 1) {
            throw CliException.usage("--spectra: expected at least 1, found " + spectra);
        }
        Project project = Starflow.of(spec).project();
        Path model = workers.model(project);
        Path folder = Files.createTempDirectory("starflow-bench-");
        Progress progress = Progress.standard();
        progress.show("measuring the engine alone");
        ProducerRuns producer = new ProducerRuns(project, model, folder);
        var benchmark = new PipelineBenchmark(workers, producer, folder.resolve("baseline.json"));
        benchmark.measureBaseline();
        progress.show("starting Kafka, the registry and PostgreSQL");
        try (LocalStack stack = LocalStack.start(folder, StackOptions.defaults())) {
            Services services = new Services(project, stack);
            try {
                PipelineReport report = benchmark.run(stack, services, spectra, progress);
                report.print(spec.commandLine().getOut());
                if (json != null) {
                    report.write(json);
                }
            } finally {
                services.stop();
            }
        }
        Folders.delete(folder);
        return ExitCode.OK;
    }
}
