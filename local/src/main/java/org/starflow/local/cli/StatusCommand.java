package org.starflow.local.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;

@Command(
        name = "status",
        description = {
            "Show what runs and where, how far the workers are and when they will be done, what is stored and rejected.",
            "With --watch again and again, until Ctrl-C; on a terminal in place, else one block after the other.",
            "Exit code 1 when a part of the stack is down or not ready, 3 when nothing runs."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow status",
            "  ./starflow status --watch",
            "  ./starflow status --watch --interval 10 --home /data/survey"
        })
final class StatusCommand implements Callable<Integer> {

    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    @Mixin
    HelpOption help;

    @Option(names = "--watch", description = "Show it again and again.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "Time between two looks with --watch (default: ${DEFAULT-VALUE}).")
    private int interval;

    @Option(names = "--count", paramLabel = "N", description = "End after so many looks with --watch (default: never).")
    private Long count;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (interval < 1) {
            throw CliException.usage("--interval: expected at least 1, found " + interval);
        }
        Path folder = Starflow.of(spec).home();
        PrintWriter out = spec.commandLine().getOut();
        if (!watch) {
            return look(folder, out) ? ExitCode.OK : ExitCode.PROBLEM;
        }
        boolean inPlace = isTerminal();
        boolean healthy = true;
        for (long done = 0; count == null || done < count; done++) {
            if (done > 0) {
                Thread.sleep(Duration.ofSeconds(interval));
            }
            // As a whole: while the stack is asked, the old figures stay readable.
            StringWriter frame = new StringWriter();
            healthy = done == 0 ? look(folder, new PrintWriter(frame)) : lookAgain(folder, new PrintWriter(frame));
            out.print(inPlace ? HOME_AND_CLEAR : "");
            out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + folder);
            out.println(frame);
            out.flush();
        }
        return healthy ? ExitCode.OK : ExitCode.PROBLEM;
    }

    /** The stack is found anew each time: it may have been started again. */
    private static boolean look(Path folder, PrintWriter out) throws InterruptedException {
        return new StatusReport(RunningStack.require(folder)).print(out);
    }

    /** A stack that is stopped meanwhile may come back. */
    private static boolean lookAgain(Path folder, PrintWriter out) throws InterruptedException {
        try {
            return look(folder, out);
        } catch (CliException e) {
            out.println(e.getMessage());
            return false;
        }
    }

    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }
}
