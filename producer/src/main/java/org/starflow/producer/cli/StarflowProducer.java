package org.starflow.producer.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The producer's command line. */
@TopCommand
@Command(
        name = "starflow",
        description = "Spectra from files to the stream, and what goes with it.",
        subcommands = {
            SendCommand.class,
            WatchCommand.class,
            SimulateCommand.class,
            ReplayCommand.class,
            InferCommand.class,
            BenchCommand.class,
        },
        mixinStandardHelpOptions = true)
class StarflowProducer implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
