package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.security.Principal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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
        this.stream = new StreamProgress(stack.access().kafka(Principal.MONITOR), services);
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
        String catalogue;
        try (InputStream csv = services.sinkClient().csv("results", Map.of())) {
            catalogue = new String(csv.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (fromFiles > 0) {
            out.println("Sample files, MAP ± standard deviation:");
            ResultFormat.TABLE.write(new BufferedReader(new StringReader(withoutSimulated(catalogue))), out);
            out.println();
        }
        out.println("MAP − true label of " + (total - fromFiles) + " simulated stars:");
        try (var truths = Files.newBufferedReader(truth)) {
            Recovery.print(Recovery.of(truths, new StringReader(catalogue)), out);
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

    /** Identifiers of simulated stars begin so. */
    private static String withoutSimulated(String catalogue) {
        return catalogue.lines().filter(line -> !line.startsWith("sim-")).collect(Collectors.joining("\n"));
    }
}
