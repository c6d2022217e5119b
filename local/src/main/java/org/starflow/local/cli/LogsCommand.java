package org.starflow.local.cli;

import org.starflow.local.process.LogFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

@Command(
        name = "logs",
        description = {
            "Show the end of a service's log, or list the logs.",
            "Each start begins a new file; NAME.log.1 is that of the start before.",
            "--spectrum follows one spectrum through all of them; --level changes what a running service logs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow logs",
            "  ./starflow logs worker-1",
            "  ./starflow logs sink --lines 200",
            "  ./starflow logs --spectrum sun_harps_normalised",
            "  ./starflow logs worker-1 --level org.starflow=DEBUG"
        })
final class LogsCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERVICE",
            description = "kafka, registry, postgresql, sink, worker-1, …")
    private String service;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "40",
            description = "Number of lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--spectrum",
            paramLabel = "ID",
            description = "Every line about this spectrum, in the order of time.")
    private String spectrum;

    @Option(
            names = "--level",
            paramLabel = "CATEGORY=LEVEL",
            description = {
                "Set the level of a category of the sink or a worker until it is started again:",
                "ERROR, WARN, INFO, DEBUG, or DEFAULT to take it back."
            })
    private String level;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Starflow.of(spec).home().resolve("logs");
        if (!Files.isDirectory(folder)) {
            throw CliException.environment("There are no logs in " + folder + ": nothing was started there yet.");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (level != null) {
            RunningStack stack = RunningStack.require(Starflow.of(spec).home());
            out.println(LogLevelCall.set(stack, service == null ? "" : service, level));
            return ExitCode.OK;
        }
        if (spectrum != null) {
            return follow(folder, out);
        }
        if (service == null) {
            names(folder).forEach(name -> out.println("%-16s %s".formatted(name, folder.resolve(name + ".log"))));
            return ExitCode.OK;
        }
        if (!names(folder).contains(service)) {
            throw CliException.usage("No log of " + service + " in " + folder + "; there are: "
                    + String.join(", ", names(folder)) + ".");
        }
        out.println(LogFiles.tail(folder.resolve(service + ".log"), lines));
        return ExitCode.OK;
    }

    private int follow(Path folder, PrintWriter out) throws IOException {
        if (SpectrumLines.print(folder, spectrum, out) == 0) {
            out.println("No log in " + folder + " names the spectrum " + spectrum
                    + ". Results are logged at DEBUG: ./starflow logs worker-1 --level org.starflow=DEBUG");
            return ExitCode.PROBLEM;
        }
        return ExitCode.OK;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }
}
