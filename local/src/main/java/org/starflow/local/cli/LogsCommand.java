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
            "Each start begins a new file; NAME.log.1 is that of the start before."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow logs", "  ./starflow logs worker-1", "  ./starflow logs sink --lines 200"})
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path folder = Starflow.of(spec).home().resolve("logs");
        if (!Files.isDirectory(folder)) {
            throw CliException.environment("There are no logs in " + folder + ": nothing was started there yet.");
        }
        PrintWriter out = spec.commandLine().getOut();
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
