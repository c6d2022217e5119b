package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "quarantine",
        description = {
            "Results and rejects that the sink could not read or store, and why.",
            "Their inputs are missing in the audit until they are read again with success."
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow quarantine list", "  ./starflow quarantine retry"},
        subcommands = {QuarantineCommand.ListAll.class, QuarantineCommand.Retry.class})
final class QuarantineCommand implements Runnable {

    @Mixin
    HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command: list or retry");
    }

    @Command(
            name = "list",
            description = "Records in quarantine, each with its place and the reason.",
            footerHeading = "%nExample:%n",
            footer = "  ./starflow quarantine list --limit 20")
    static final class ListAll implements Callable<Integer> {

        @Mixin
        HelpOption help;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "Most records to show (default: ${DEFAULT-VALUE}).")
        private int limit;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode page = sink(spec).get("quarantine", Map.of("limit", Integer.toString(limit)));
            PrintWriter out = spec.commandLine().getOut();
            if (page.path("records").isEmpty()) {
                out.println("Nothing is in quarantine.");
                return ExitCode.OK;
            }
            TextTable table = new TextTable("place", "spectrum", "bytes", "received at", "reason");
            for (JsonNode record : page.path("records")) {
                table.add(
                        record.path("topic").asText() + "/"
                                + record.path("partition").asText() + "/"
                                + record.path("offset").asText(),
                        record.path("spectrum_id").asText(""),
                        record.path("value_size").asText(),
                        record.path("received_at").asText(),
                        record.path("reason").asText());
            }
            table.print(out);
            out.println(
                    page.path("records").size() + " of " + page.path("total").asText() + " shown.");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "retry",
            description = {
                "Read every record in quarantine again; what can be stored now leaves it.",
                "Exit code 1 while some are left."
            },
            footerHeading = "%nExample:%n",
            footer = "  ./starflow quarantine retry")
    static final class Retry implements Callable<Integer> {

        @Mixin
        HelpOption help;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode answer = sink(spec).post("quarantine/retry");
            int left = answer.path("left").asInt();
            spec.commandLine()
                    .getOut()
                    .println(answer.path("stored").asText() + " stored, " + left + " left in quarantine");
            return left == 0 ? ExitCode.OK : ExitCode.PROBLEM;
        }
    }

    private static SinkClient sink(CommandSpec spec) {
        return RunningStack.require(Starflow.of(spec).home()).sink();
    }
}
