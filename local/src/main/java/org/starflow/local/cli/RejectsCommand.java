package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

@Command(
        name = "rejects",
        description = "What could not be inferred, and why; publish it again once the reason is gone.",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow rejects list",
            "  ./starflow rejects list --code LOW_COVERAGE",
            "  ./starflow rejects show 2/17",
            "  ./starflow rejects replay 2/17"
        },
        subcommands = {RejectsCommand.ListRejects.class, RejectsCommand.Show.class, RejectsCommand.Replay.class})
final class RejectsCommand implements Runnable {

    @Mixin
    HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing command: list, show or replay");
    }

    @Command(
            name = "list",
            description = "Rejects, the newest first, each with its place (partition/offset) in the spectra topic.",
            footerHeading = "%nExample:%n",
            footer = "  ./starflow rejects list --code BAD_SNR --limit 20")
    static final class ListRejects implements Callable<Integer> {

        @Mixin
        HelpOption help;

        @Option(names = "--code", paramLabel = "CODE", description = "Only rejects with this code.")
        private String code;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "Most rejects to show (default: ${DEFAULT-VALUE}).")
        private int limit;

        @Option(names = "--json", description = "Print the sink's answer as JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Map<String, String> query = new TreeMap<>(Map.of("limit", Integer.toString(limit)));
            if (code != null) {
                query.put("code", code);
            }
            JsonNode answer = sink(spec).get("rejects", query);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer.toPrettyString());
            } else {
                RejectTable.print(answer, out);
            }
            return ExitCode.OK;
        }
    }

    /** On the reject of one place in the spectra topic. */
    abstract static class OnOne implements Callable<Integer> {

        @Mixin
        HelpOption help;

        @Parameters(paramLabel = "PARTITION/OFFSET", description = "As rejects list shows it, such as 2/17.")
        private String place;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!place.matches("[0-9]+/[0-9]+")) {
                throw CliException.usage("expected PARTITION/OFFSET, such as 2/17, found " + place);
            }
            spec.commandLine().getOut().println(ask(sink(spec), "rejects/" + place));
            return ExitCode.OK;
        }

        abstract String ask(SinkClient sink, String path) throws IOException, InterruptedException;
    }

    @Command(
            name = "show",
            description = "One reject with its reason, headers and origin.",
            footerHeading = "%nExample:%n",
            footer = "  ./starflow rejects show 2/17")
    static final class Show extends OnOne {

        @Override
        String ask(SinkClient sink, String path) throws IOException, InterruptedException {
            return sink.get(path).toPrettyString();
        }
    }

    @Command(
            name = "replay",
            description = "Publish the original record of one reject again; who did it and when is kept.",
            footerHeading = "%nExample:%n",
            footer = "  ./starflow rejects replay 2/17")
    static final class Replay extends OnOne {

        @Override
        String ask(SinkClient sink, String path) throws IOException, InterruptedException {
            return sink.post(path + "/replay").toPrettyString();
        }
    }

    private static SinkClient sink(CommandSpec spec) {
        return RunningStack.require(Starflow.of(spec).home()).sink();
    }
}
