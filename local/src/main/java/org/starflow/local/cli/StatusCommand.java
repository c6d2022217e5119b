package org.starflow.local.cli;

import org.starflow.local.security.Principal;
import org.starflow.local.state.ProcessEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

@Command(
        name = "status",
        description = {
            "Show what runs and where, how far each reader is behind, and what has been stored and rejected.",
            "Exit code 1 when a part of the stack is down or not ready, 3 when nothing runs."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow status", "  ./starflow status --home /data/survey"})
final class StatusCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RunningStack stack = RunningStack.require(Starflow.of(spec).home());
        PrintWriter out = spec.commandLine().getOut();
        boolean healthy = printProcesses(stack, out);
        if (isUp(stack, "kafka")) {
            healthy &= printLags(stack, out);
        }
        if (isUp(stack, "sink")) {
            healthy &= printCatalogue(stack, out);
        }
        out.flush();
        return healthy ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private static boolean isUp(RunningStack stack, String name) {
        return stack.state().process(name).filter(ProcessEntry::isRunning).isPresent();
    }

    private static boolean printProcesses(RunningStack stack, PrintWriter out) {
        TextTable table = new TextTable("process", "state", "address", "pid", "processed");
        boolean healthy = true;
        for (ProcessEntry entry : stack.state().processes()) {
            ServiceHealth health = ServiceHealth.of(entry);
            healthy &= health.isGood();
            table.add(entry.name(), health.words(), entry.address(), entry.id().pid(), health.processed());
        }
        table.print(out);
        return healthy;
    }

    private static boolean printLags(RunningStack stack, PrintWriter out) throws InterruptedException {
        TextTable table = new TextTable("reader", "topic", "partition", "read", "end", "lag");
        try {
            for (StreamLag lag : StreamLag.of(stack.access().kafka(Principal.MONITOR))) {
                table.add(
                        lag.group(),
                        lag.partition().topic(),
                        lag.partition().partition(),
                        lag.committed(),
                        lag.end(),
                        lag.lag());
            }
        } catch (CliException e) {
            out.println(e.getMessage());
            return false;
        }
        out.println();
        if (table.isEmpty()) {
            out.println("Nothing has been read yet.");
        } else {
            table.print(out);
        }
        return true;
    }

    private static boolean printCatalogue(RunningStack stack, PrintWriter out) throws InterruptedException {
        out.println();
        try {
            CatalogueStatus status = new CatalogueStatus(stack.sink().get("status"));
            status.print(out);
            return status.isHealthy();
        } catch (CliException | IOException e) {
            out.println("The sink does not tell what it has stored: " + e.getMessage());
            return false;
        }
    }
}
