package org.starflow.local.cli;

import org.starflow.local.process.ProcessStopper;
import org.starflow.local.state.Home;
import org.starflow.local.state.HomeLock;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.StackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "down",
        description = {
            "Stop the stack that up has started; its data stay.",
            "Workers finish the batch that they are at, then go sink, registry, Kafka and PostgreSQL."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow down", "  ./starflow down --home /data/survey"})
final class DownCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "How long a process may take to end before it is killed (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Starflow.of(spec).home();
        if (!Files.isDirectory(folder)) {
            out.println("No stack runs on " + folder + ".");
            return ExitCode.OK;
        }
        Home home = Home.open(folder);
        try (HomeLock _ = HomeLock.acquire(home)) {
            List<ProcessEntry> running =
                    StackState.read(home).map(StackState::running).orElse(List.of());
            if (running.isEmpty()) {
                out.println("No stack runs on " + home.path() + ".");
            }
            // The other way round than they were started: nobody loses a service that it still needs.
            running.reversed().forEach(entry -> stop(entry, out));
            StackState.delete(home);
        }
        return ExitCode.OK;
    }

    private void stop(ProcessEntry entry, PrintWriter out) {
        boolean clean = entry.find()
                .map(process ->
                        ProcessStopper.stop(entry.name(), process, entry.signal(), Duration.ofSeconds(patience)))
                .orElse(true);
        out.println(entry.name() + (clean ? " stopped" : " killed: it did not end in " + patience + " s"));
        out.flush();
    }
}
