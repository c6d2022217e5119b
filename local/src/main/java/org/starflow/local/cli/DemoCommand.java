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
        name = "demo",
        description = {
            "The whole system once through, on sample files and simulated stars.",
            "Starts everything in a folder of its own, prints recovered against true labels, the throughput and the",
            "ledger, and stops everything. Exit code 0 only if every spectrum is accounted for."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow demo", "  ./starflow demo --spectra 1000 --snr 50"})
final class DemoCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--spectra",
            paramLabel = "N",
            defaultValue = "200",
            description = "Number of simulated stars (default: ${DEFAULT-VALUE}).")
    private int spectra;

    @Option(
            names = "--snr",
            paramLabel = "SNR",
            defaultValue = "20-250",
            description = "Their S/N per Å, a value or a range (default: ${DEFAULT-VALUE}).")
    private String snr;

    @Option(names = "--keep", description = "Keep the folder with data and logs.")
    private boolean keep;

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
        Path folder = Files.createTempDirectory("starflow-demo-");
        boolean complete = false;
        try {
            complete = run(project, model, folder);
        } finally {
            if (complete && !keep) {
                Folders.delete(folder);
            } else {
                System.err.println("Data and logs are in " + folder);
            }
        }
        return complete ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private boolean run(Project project, Path model, Path folder) throws IOException, InterruptedException {
        Progress progress = Progress.standard();
        progress.show("starting Kafka, the registry and PostgreSQL");
        LocalStack stack = LocalStack.start(folder, StackOptions.defaults());
        Services services = new Services(project, stack);
        Thread stop = new Thread(() -> stopAll(services, stack));
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            services.start(workers, progress);
            progress.done("Kafka, registry, PostgreSQL, sink and " + workers.count()
                    + (workers.count() == 1 ? " worker" : " workers") + " ready after " + progress.seconds() + " s");
            return new Demo(project, stack, services, model, spec.commandLine().getOut()).run(spectra, snr);
        } finally {
            stopAll(services, stack);
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private static void stopAll(Services services, LocalStack stack) {
        services.stop();
        stack.close();
    }
}
