package org.starflow.local.chaos;

import org.starflow.local.process.LogFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One run: start, break, wait, check, report. */
public final class ChaosRun {

    private static final Duration QUIET_PATIENCE = Duration.ofMinutes(12);
    private static final int STARS = 48;
    private static final int LOG_LINES = 6;

    private final ChaosOptions options;
    private final Consumer<String> progress;
    private final List<Planned> planned = new ArrayList<>();
    private final List<FaultRecord> records = new ArrayList<>();
    private volatile Thread runner;
    private volatile boolean interrupted;

    /** Progress is told in short sentences, each instead of the one before; lines about faults begin with a time. */
    public ChaosRun(ChaosOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Ends the faults, stops everything and reports what was done until then. */
    public void interrupt() {
        interrupted = true;
        Thread current = runner;
        if (current != null) {
            current.interrupt();
        }
    }

    /**
     * Runs to the end and writes {@code chaos.json} and {@code chaos.txt} into the folder of reports.
     *
     * @throws org.starflow.local.LocalStackException when the system does not start
     */
    public ChaosReport run() throws IOException, SQLException {
        runner = Thread.currentThread();
        Instant started = Instant.now();
        List<Invariant> invariants = List.of();
        List<String> endings = List.of();
        int spectra = 0;
        Instant checked = null;
        progress.accept("starting Kafka, the registry and PostgreSQL");
        try (Arena arena = Arena.start(options)) {
            var wire = new WireFormat(arena.stack().addresses().registryUrl());
            StarStock stock = prepare(arena, wire);
            started = Instant.now();
            try (var feeder = new Feeder(stock, arena.relayedServers(), options.rate());
                    var files = new FileTrack(source(), arena.watchedFolder(), options.seed());
                    var watch = new OffsetWatch(arena.bootstrapServers(), wire, arena.database())) {
                feeder.start();
                files.start();
                arena.producers().scale(options.files() > 0 ? 1 : 0);
                watch.start();
                try {
                    breakThings(arena, feeder, started);
                    checked = Instant.now();
                    invariants = check(arena, wire, feeder, files, watch);
                } finally {
                    spectra = feeder.count();
                    checked = checked == null ? Instant.now() : checked;
                    endings = endings(arena, true);
                }
            }
        } catch (InterruptedException e) {
            // The report tells what was done so far.
            interrupted = true;
        } catch (IOException | SQLException | RuntimeException e) {
            if (records.isEmpty()) {
                throw e;
            }
            invariants = List.of(Invariant.of("the run came to its end", "", List.of(e.toString())));
        } finally {
            runner = null;
        }
        var report = new ChaosReport(
                options,
                started,
                Duration.between(started, checked == null ? started : checked),
                spectra,
                List.copyOf(planned),
                List.copyOf(records),
                invariants,
                endings,
                interrupted);
        write(report);
        return report;
    }

    private StarStock prepare(Arena arena, WireFormat wire) throws IOException, InterruptedException {
        String seed = Long.toString(options.seed());
        progress.accept("simulating stars and files");
        arena.runProducer(
                "stars", "simulate", "--count", Integer.toString(STARS), "--seed", seed, "--topic", Topics.STARS);
        Files.createDirectories(source());
        if (options.files() > 0) {
            arena.runProducer(
                    "files",
                    "simulate",
                    "--count",
                    Integer.toString(options.files()),
                    "--seed",
                    seed,
                    "--snr",
                    "80-250",
                    "--output-dir",
                    source().toString());
        }
        progress.accept("waiting for sinks and workers");
        arena.startServices();
        return StarStock.read(arena.bootstrapServers(), wire, options.seed());
    }

    private void breakThings(Arena arena, Feeder feeder, Instant started) throws InterruptedException {
        var schedule = new Schedule(options.seed(), options.kinds());
        var probe = new RecoveryProbe(feeder, arena.database());
        var faults = new FaultRunner(new Faults(arena, feeder), probe, progress);
        Instant end = started.plus(options.length());
        for (int step = 0; step < options.steps() && Instant.now().isBefore(end); step++) {
            List<Planned> next = schedule.next();
            planned.addAll(next);
            for (FaultRecord record : faults.run(next)) {
                records.add(record);
                progress.accept(ReportText.fault(record));
            }
        }
    }

    private List<Invariant> check(Arena arena, WireFormat wire, Feeder feeder, FileTrack files, OffsetWatch watch)
            throws IOException, InterruptedException, SQLException {
        var reader = new EvidenceReader(arena.bootstrapServers(), wire, arena.database());
        var quiet = new Quiet(arena, reader, progress);
        arena.awaitReady();
        files.finish();
        boolean withFiles = options.files() > 0;
        if (withFiles) {
            arena.runProducer("expected", "send", source().toString(), "--topic", Topics.FILES);
            quiet.awaitSent(reader.files().keySet(), QUIET_PATIENCE);
            arena.producers().scale(0);
        }
        feeder.finish();
        var invariants = new ArrayList<Invariant>();
        invariants.add(quiet.awaitStored(reader.inputs().size(), QUIET_PATIENCE));
        watch.close();
        progress.accept("comparing topics and database");
        Evidence evidence = reader.read(feeder.sent(), withFiles, arena.audit());
        invariants.addAll(StreamInvariants.of(evidence));
        invariants.addAll(StoreInvariants.of(evidence));
        invariants.add(watch.invariant());
        invariants.add(faultsWent());
        invariants.add(Invariant.of(
                "no service ended but by a fault, or as its documentation says",
                arena.endings().size() + " ends that no fault asked for",
                endings(arena, false)));
        return invariants;
    }

    private Invariant faultsWent() {
        List<String> problems = records.stream()
                .filter(record -> !record.skipped() && !record.problem().isEmpty())
                .map(record -> record.planned().line() + ": " + record.problem())
                .toList();
        return Invariant.of(
                "every fault was done, and the system recovered from it", records.size() + " faults", problems);
    }

    private static List<String> endings(Arena arena, boolean documented) {
        return arena.endings().stream()
                .filter(ending -> ending.documented() == documented)
                .map(ending -> ending.noticed() + " " + ending.name() + " ended with exit code " + ending.exitCode()
                        + ", log " + ending.log() + ": "
                        + LogFiles.tail(Path.of(ending.log()), LOG_LINES))
                .toList();
    }

    private Path source() {
        return options.folder().resolve("files/source");
    }

    private void write(ChaosReport report) throws IOException {
        Files.createDirectories(options.report());
        Files.writeString(options.report().resolve("chaos.json"), ReportJson.of(report) + "\n");
        Files.writeString(options.report().resolve("chaos.txt"), ReportText.of(report));
    }
}
