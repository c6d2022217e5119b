package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Streams samples and simulated stars through a running stack and reports what came out. */
final class Demo {

    private final Path samples;
    private final Path truth;
    private final ProducerRuns producer;
    private final Services services;
    private final StreamProgress stream;
    private final PrintWriter out;

    Demo(Project project, LocalStack stack, Services services, Path model, PrintWriter out) {
        this.samples = project.samples();
        this.truth = stack.folder().resolve("truth.csv");
        this.producer = new ProducerRuns(project, model, stack.folder()).on(stack);
        this.services = services;
        this.stream = new StreamProgress(stack.addresses().bootstrapServers(), services);
        this.out = out;
    }

    /** Whether every spectrum is accounted for. */
    boolean run(int stars, String snr) throws IOException, InterruptedException {
        if (Files.isDirectory(samples)) {
            ServiceProcess files = producer.start("send", samples.toString());
            stream.awaitPublished(files, stars);
            ProducerRuns.requireSuccess(files);
        }
        long fromFiles = stream.published();
        ServiceProcess simulation = producer.start(
                "simulate", "--count", Integer.toString(stars), "--snr", snr, "--truth", truth.toString());
        stream.awaitPublished(simulation, fromFiles + stars);
        ProducerRuns.requireSuccess(simulation);
        long total = stream.awaitStored();
        report(fromFiles, total);
        Ledger ledger = new Ledger(services.sinkClient().get("audit"));
        out.println();
        ledger.print(out);
        return ledger.isComplete();
    }

    private void report(long fromFiles, long total) throws IOException, InterruptedException {
        try (var truths = Files.newBufferedReader(truth);
                var results =
                        new InputStreamReader(services.sinkClient().csv("results", Map.of()), StandardCharsets.UTF_8)) {
            out.println("MAP − true label of " + (total - fromFiles) + " simulated stars:");
            Recovery.print(Recovery.of(truths, results), out);
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%d spectra (%d from files) through topic, worker and database in %.1f s: %.1f a second%n",
                total,
                fromFiles,
                stream.seconds(),
                total / stream.seconds());
    }
}
