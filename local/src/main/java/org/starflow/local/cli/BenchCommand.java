package org.starflow.local.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.List;

@Command(
        name = "bench",
        description = "Measure spectra per second, each with a baseline in the same run.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow bench inference --json inference.json",
            "  ./starflow bench pipeline --spectra 1000 --json pipeline.json",
            "  ./starflow bench load --json load.json"
        },
        subcommands = {
            BenchCommand.Inference.class,
            BenchPipelineCommand.class,
            BenchLoadCommand.class,
            BenchOverloadCommand.class
        })
final class BenchCommand implements Runnable {

    @Mixin
    HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Missing command: inference, pipeline, load or overload");
    }

    @Command(name = "inference", description = "The engine alone, without Kafka.")
    static final class Inference extends ProducerCommands.PassThrough {

        @Override
        List<String> command() {
            return List.of("bench", "inference");
        }

        @Override
        boolean needsStack() {
            return false;
        }
    }
}
