package org.starflow.producer.cli;

import org.starflow.producer.metrics.MeteredSink;
import org.starflow.producer.publish.FileSender;
import org.starflow.producer.publish.Journal;
import org.starflow.producer.publish.KafkaSpectrumSink;
import org.starflow.producer.publish.ReportWriter;
import org.starflow.producer.publish.SendSummary;
import org.starflow.producer.publish.SpectrumSink;
import org.starflow.producer.reduce.ReductionOptions;
import org.starflow.producer.watch.FolderWatcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

@Command(
        name = "watch",
        description = {
            "Send every spectrum that appears in a folder or below, when it is complete, until SIGTERM or Ctrl-C.",
            "A file is complete when its size and time of change have not moved for the settle time: write it under",
            "another name (.part) and rename it, or just write it. What is in the journal is not sent again."
        },
        footer = {"", "Exit codes: as for send; 143 or 130 after SIGTERM or Ctrl-C, when all in hand is finished."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
class WatchCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 60;

    @Parameters(paramLabel = "DIR", description = "The folder.")
    Path folder;

    @Option(names = "--settle", defaultValue = "2", description = "Settle time in seconds (default: 2).")
    double settle;

    @Option(names = "--interval", defaultValue = "1", description = "Seconds between two looks (default: 1).")
    double interval;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a CSV row for every file.")
    Path report;

    @Mixin
    JournalMixin journal;

    @Mixin
    KafkaMixin kafka;

    @Mixin
    ReductionMixin reduction;

    private final Models models;
    private final KafkaProperties properties;

    WatchCommand(Models models, KafkaProperties properties) {
        this.models = models;
        this.properties = properties;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("expected a folder, found " + folder);
        }
        if (!(settle >= 0) || !(interval > 0)) {
            throw new IllegalArgumentException("expected --settle of 0 or more and --interval above 0");
        }
        var options = reduction.options();
        var summary = new SendSummary();
        var progress = new Progress("files", 0);
        models.reducer();
        var ended = new CountDownLatch(1);
        try {
            watch(options, summary, progress, ended);
            progress.end();
            System.out.println(summary.sentence());
            return summary.anyLost() ? ExitCode.SOME_FAILED : ExitCode.OK;
        } finally {
            // Only now: the process ends as soon as this is said.
            System.out.flush();
            ended.countDown();
        }
    }

    private void watch(ReductionOptions options, SendSummary summary, Progress progress, CountDownLatch ended)
            throws InterruptedException {
        try (Journal book = journal.open();
                SpectrumSink sink =
                        MeteredSink.around(KafkaSpectrumSink.open(properties.map(), kafka.topic), System.getenv());
                ReportWriter rows = ReportWriter.open(report)) {
            var sender = new FileSender(models::reducer, options, book, sink);
            var watcher = new FolderWatcher(folder, millis(settle), millis(interval), sender, done -> {
                rows.add(done);
                SendCommand.announce(done, summary.add(done), progress);
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(watcher, ended), "starflow-watch-stop"));
            progress.say("watching " + folder.toAbsolutePath());
            watcher.run();
        }
    }

    /** Keeps the process alive until the file in hand is finished and the summary is said. */
    private static void stop(FolderWatcher watcher, CountDownLatch ended) {
        watcher.stop();
        try {
            boolean clean = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
            if (!clean) {
                System.err.println("watch: stopped after " + STOP_SECONDS + " s with a file in hand");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }
}
