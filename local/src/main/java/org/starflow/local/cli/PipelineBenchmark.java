package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.starflow.local.LocalStack;
import org.starflow.local.security.Principal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Fills the topic first and starts the workers then, so that only the way from topic to database is measured. */
final class PipelineBenchmark {

    private static final int BATCH = 16;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final WorkerOptions workers;
    private final ProducerRuns producer;
    private final Path baselineFile;
    private JsonNode baseline;

    PipelineBenchmark(WorkerOptions workers, ProducerRuns producer, Path baselineFile) {
        this.workers = workers;
        this.producer = producer;
        this.baselineFile = baselineFile;
    }

    /** The engine alone, while nothing else runs. */
    void measureBaseline() throws IOException {
        producer.run(
                "bench",
                "inference",
                "--batch",
                Integer.toString(BATCH),
                "--threads",
                Integer.toString(workers.threads()),
                "--execution-provider",
                workers.executionProvider(),
                "--json",
                baselineFile.toString());
        baseline = new ObjectMapper().readTree(baselineFile.toFile());
    }

    PipelineReport run(LocalStack stack, Services services, int spectra, Progress progress)
            throws IOException, InterruptedException {
        services.startSink(progress);
        progress.show("publishing " + spectra + " spectra");
        producer.on(stack).run("simulate", "--count", Integer.toString(spectra));
        services.startWorkers(workers, progress);
        StreamProgress stream = new StreamProgress(stack.access().kafka(Principal.MONITOR), services);
        // The first outcomes mark the start: what comes before is the start of the group, not work.
        long before = awaitMoreThan(0, stream, services);
        Instant start = Instant.now();
        long stored = before;
        while (stored < spectra) {
            progress.show("stored " + stored + "/" + spectra + " spectra");
            stored = awaitMoreThan(stored, stream, services);
        }
        Duration elapsed = Duration.between(start, Instant.now());
        progress.done(stored + " spectra stored");
        return new PipelineReport(workers.count(), workers.threads(), stored - before, elapsed, baseline);
    }

    private static long awaitMoreThan(long known, StreamProgress stream, Services services)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(STANDSTILL);
        while (Instant.now().isBefore(deadline)) {
            long stored = stream.stored();
            if (stored > known) {
                return stored;
            }
            services.requireAll();
            Thread.sleep(PAUSE);
        }
        throw CliException.environment("Nothing has reached the database for " + STANDSTILL.toMinutes() + " minutes.");
    }
}
