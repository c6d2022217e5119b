package org.starflow.local.cli;

import org.starflow.local.chaos.ChaosOptions;
import org.starflow.local.chaos.ChaosReport;
import org.starflow.local.chaos.ChaosRun;
import org.starflow.local.chaos.FaultKind;
import org.starflow.local.chaos.ReportText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

@Command(
        name = "chaos",
        description = {
            "Break a running system on purpose and count what comes out.",
            "Starts everything in a folder of its own, sends a known stream of spectra, valid and invalid, does one fault",
            "after the other from a seeded schedule, waits for quiet, and checks from outside that every spectrum has its",
            "one result or reject, in the topics and in the database. Exit code 0 only if all of that holds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow chaos --minutes 10 --seed 7",
            "  ./starflow chaos --minutes 3 --faults worker-kill-at-commit,broker-kill",
            "  ./starflow chaos --list"
        })
final class ChaosCommand implements Callable<Integer> {

    private static final int FILES_A_MINUTE = 20;
    private static final long STOP_SECONDS = 240;

    @Mixin
    HelpOption help;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long new faults begin (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of spectra and schedule; the same seed gives the same faults (default: from the clock).")
    private Long seed;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            split = ",",
            description = "Kinds to choose from, between commas (default: all).")
    private List<String> faults;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "8",
            description = "Spectra a second (default: ${DEFAULT-VALUE}).")
    private double rate;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package (default: $STARFLOW_MODEL_PACKAGE, else model/reference).")
    private Path model;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Folder for chaos.json and chaos.txt (default: a new one below the system's temporary folder).")
    private Path report;

    @Option(names = "--keep", description = "Keep data and logs also when all is well.")
    private boolean keep;

    @Option(names = "--list", description = "List the kinds of faults and end.")
    private boolean list;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Arrays.stream(FaultKind.values()).forEach(kind -> out.printf("%-26s %s%n", kind.label(), kind.sentence()));
            return ExitCode.OK;
        }
        ChaosOptions options = options();
        out.println("Seed " + options.seed() + "; data and logs in " + options.folder());
        out.flush();
        var run = new ChaosRun(options, tell(Progress.standard()));
        var ended = new CountDownLatch(1);
        Thread stop = new Thread(() -> stop(run, ended), "chaos-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        boolean good = false;
        try {
            ChaosReport result = run.run();
            good = result.isGood();
            out.println();
            out.print(ReportText.of(result));
            out.println("Report: " + options.report().resolve("chaos.txt") + " and chaos.json");
            out.flush();
        } finally {
            ended.countDown();
        }
        if (good && !keep) {
            Folders.delete(options.folder());
        }
        return good ? ExitCode.OK : ExitCode.PROBLEM;
    }

    private ChaosOptions options() throws IOException {
        Project project = Starflow.of(spec).project();
        Set<FaultKind> kinds = kinds();
        if (minutes < 1) {
            throw CliException.usage("--minutes: expected at least 1, found " + minutes);
        }
        long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        Path folder = Files.createTempDirectory("starflow-chaos-");
        try {
            return new ChaosOptions(
                    chosen,
                    Duration.ofMinutes(minutes),
                    Integer.MAX_VALUE,
                    kinds,
                    rate,
                    minutes * FILES_A_MINUTE,
                    new ChaosOptions.Programs(project.producer(), project.worker(), project.sink()),
                    ModelPackages.find(model, project),
                    folder,
                    report == null ? Files.createTempDirectory("starflow-chaos-report-") : report.toAbsolutePath());
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--rate: " + e.getMessage());
        }
    }

    private Set<FaultKind> kinds() {
        try {
            return faults == null ? EnumSet.allOf(FaultKind.class) : FaultKind.parse(faults);
        } catch (IllegalArgumentException e) {
            throw CliException.usage("--faults: " + e.getMessage());
        }
    }

    private static Consumer<String> tell(Progress progress) {
        return text -> {
            if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
                progress.done(text);
            } else {
                progress.show(text);
            }
        };
    }

    /** Ctrl-C: everything is stopped and what was done is reported before this process ends. */
    private static void stop(ChaosRun run, CountDownLatch ended) {
        run.interrupt();
        try {
            if (!ended.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("chaos: services did not stop in " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
