package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.process.ServiceSpec;
import org.starflow.local.state.Home;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Streams samples and simulated stars through a running stack and reports what came out. */
final class Demo {

    private static final Duration PUBLISH_PATIENCE = Duration.ofHours(2);

    private final Project project;
    private final LocalStack stack;
    private final Services services;
    private final Path model;
    private final PrintWriter out;

    Demo(Project project, LocalStack stack, Services services, Path model, PrintWriter out) {
        this.project = project;
        this.stack = stack;
        this.services = services;
        this.model = model;
        this.out = out;
    }

    /** Whether every spectrum is accounted for. */
    boolean run(int stars, String snr) throws IOException, InterruptedException {
        Path truth = stack.folder().resolve("truth.csv");
        Instant start = Instant.now();
        if (Files.isDirectory(project.samples())) {
            produce("send", project.samples().toString());
        }
        ServiceProcess simulation =
                start("simulate", "--count", Integer.toString(stars), "--snr", snr, "--truth", truth.toString());
        StreamProgress stream = new StreamProgress(stack.addresses().bootstrapServers(), services);
        stream.awaitPublished(simulation, stars, PUBLISH_PATIENCE);
        requireSuccess(simulation);
        long total = stream.awaitStored();
        Duration elapsed = Duration.between(start, Instant.now());
        report(truth, total, elapsed);
        Ledger ledger = new Ledger(services.sinkClient().get("audit"));
        out.println();
        ledger.print(out);
        out.flush();
        return ledger.isComplete();
    }

    private void produce(String... arguments) {
        ServiceProcess producer = start(arguments);
        producer.awaitExit(PUBLISH_PATIENCE);
        requireSuccess(producer);
    }

    private ServiceProcess start(String... arguments) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", stack.addresses().bootstrapServers());
        environment.put("KAFKA_SCHEMA_REGISTRY_URL", stack.addresses().registryUrl());
        environment.put("STARFLOW_MODEL_PACKAGE", model.toString());
        String name = "producer-" + arguments[0];
        Path log = Home.open(stack.folder()).log(name);
        return ServiceProcess.start(ServiceSpec.of(name, project.producer(), 0, log)
                .withEnvironment(environment)
                .withArguments(List.of(arguments)));
    }

    private static void requireSuccess(ServiceProcess producer) {
        if (producer.isRunning() || producer.exitCode() != 0) {
            throw CliException.environment(
                    producer.name() + " failed; its log ends with:" + System.lineSeparator() + producer.logTail(15));
        }
    }

    private void report(Path truth, long total, Duration elapsed) throws IOException, InterruptedException {
        try (var truths = Files.newBufferedReader(truth);
                var results =
                        new InputStreamReader(services.sinkClient().csv("results", Map.of()), StandardCharsets.UTF_8)) {
            out.println("Recovered − true (MAP) of the simulated stars:");
            Recovery.print(Recovery.of(truths, results), out);
        }
        double seconds = elapsed.toMillis() / 1000.0;
        out.println();
        out.printf(
                Locale.ROOT,
                "%d spectra from file and simulation to database in %.1f s: %.1f spectra/s%n",
                total,
                seconds,
                total / seconds);
    }
}
