package org.starflow.producer.cli;

import org.starflow.producer.metrics.MeteredSink;
import org.starflow.producer.publish.FileReport;
import org.starflow.producer.publish.FileSender;
import org.starflow.producer.publish.Journal;
import org.starflow.producer.publish.KafkaSpectrumSink;
import org.starflow.producer.publish.ReportWriter;
import org.starflow.producer.publish.SendRun;
import org.starflow.producer.publish.SendSummary;
import org.starflow.producer.publish.SpectrumSink;
import org.starflow.producer.read.InputPaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "send",
        description = {
            "Read files, reduce them to the model grid and publish them, each once.",
            "A file that the journal holds is not sent again; after a crash between the broker's acknowledgement and",
            "the journal, a spectrum may be sent once more, under the same identifier."
        },
        footer = {
            "",
            "Exit codes: 0 all files are sent, now or before; 1 some were refused or failed (named on standard error);",
            "2 wrong command line; 3 no broker, registry, topic or model package."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
class SendCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders or patterns.")
    List<String> paths;

    @Option(names = "--report", paramLabel = "FILE", description = "Write a CSV row for every file.")
    Path report;

    @Option(names = "--jobs", defaultValue = "2", description = "Files reduced at the same time (default: 2).")
    int jobs;

    @Option(names = "--dry-run", description = "Read and reduce, but publish nothing.")
    boolean dryRun;

    @Mixin
    JournalMixin journal;

    @Mixin
    KafkaMixin kafka;

    @Mixin
    ReductionMixin reduction;

    private final Models models;
    private final KafkaProperties properties;

    SendCommand(Models models, KafkaProperties properties) {
        this.models = models;
        this.properties = properties;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (jobs < 1) {
            throw new IllegalArgumentException("--jobs: expected at least 1, found " + jobs);
        }
        var options = reduction.options();
        List<Path> files = InputPaths.expand(paths);
        var summary = new SendSummary();
        var progress = new Progress("files", files.size());
        models.model();
        try (Journal book = dryRun ? null : journal.open();
                SpectrumSink sink = dryRun
                        ? null
                        : MeteredSink.around(KafkaSpectrumSink.open(properties.map(), kafka.topic), System.getenv());
                ReportWriter rows = ReportWriter.open(report)) {
            var sender = new FileSender(models::reducer, options, book, sink);
            new SendRun(sender, jobs).send(files, done -> {
                rows.add(done);
                announce(done, summary.add(done), progress);
            });
        }
        progress.end();
        System.out.println(summary.sentence());
        progress.say(String.format(Locale.ROOT, "%d files, %.2f/s", files.size(), progress.rate()));
        return summary.anyLost() || files.isEmpty() ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    static void announce(FileReport done, FileReport sameId, Progress progress) {
        if (!done.message().isEmpty()) {
            progress.say(done.status().name().toLowerCase(Locale.ROOT) + ": " + done.message());
        }
        if (sameId != null && !sameId.file().equals(done.file())) {
            progress.say("note: " + done.file() + " and " + sameId.file() + " share the spectrum_id "
                    + done.spectrumId() + ": the later one replaces the earlier");
        }
        progress.step();
    }
}
