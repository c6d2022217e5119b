package org.starflow.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The phases of the load benchmark. Each is skipped when the report has it already:
 * spectra into the topic; Kafka's tools on them; workers alone; the sink alone; everything at once; latencies.
 */
final class LoadBenchmark {

    static final String SPECTRA = "starflow.spectra";
    static final String RESULTS = "starflow.inferences";
    static final String TOOL_SPECTRA = "bench.spectra";
    static final String TOOL_RESULTS = "bench.results";

    private static final long FIRST_SEED = 1;
    private static final long CAPACITY_SEED = 1_000_000;
    private static final long LATENCY_SEED = 2_000_000;
    private static final double[] SHARES = {0.1, 0.5, 0.9};
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final LocalStack stack;
    private final Services services;
    private final ProducerRuns producer;
    private final LoadOptions options;
    private final WorkerOptions workers;
    private final LoadReport report;
    private final Progress progress;
    private final MemoryWatch memory;
    private boolean workersRun;

    LoadBenchmark(
            LocalStack stack,
            Services services,
            ProducerRuns producer,
            LoadOptions options,
            WorkerOptions workers,
            LoadReport report,
            Progress progress,
            MemoryWatch memory) {
        this.stack = stack;
        this.services = services;
        this.producer = producer.on(stack);
        this.options = options;
        this.workers = workers;
        this.report = report;
        this.progress = progress;
        this.memory = memory;
    }

    /** Runs what is missing in the report. */
    void run() throws IOException, InterruptedException, SQLException {
        try (StreamPositions positions = new StreamPositions(stack.addresses().bootstrapServers());
                StoredResults results = StoredResults.open(stack)) {
            memory.watch("kafka", stack.kafka().pid());
            memory.watch("postgresql", stack.postgres().pid());
            if (!report.has("spectra")) {
                fill(positions);
            }
            if (!report.has("worker")) {
                workersAlone(positions);
            }
            if (!report.has("kafka")) {
                kafkaTools();
            }
            startWorkers();
            if (!report.has("sink")) {
                sinkAlone(positions, results);
            } else {
                startSink();
            }
            if (!report.has("capacity")) {
                everything(positions, results);
            }
            if (!report.has("latency")) {
                latencies(positions, results);
            }
            writeMemory();
        }
    }

    private void fill(StreamPositions positions) throws IOException, InterruptedException {
        long there = positions.end(SPECTRA);
        Instant start = Instant.now();
        publish(positions, FIRST_SEED + there, options.spectra() - there, 0);
        double seconds = seconds(start);
        report.phase("spectra")
                .put("count", options.spectra())
                .put("bytes", RecordSizes.mean(stack.addresses().bootstrapServers(), SPECTRA))
                .put("produced_per_second", (options.spectra() - there) / seconds);
        report.save();
        progress.done(options.spectra() + " spectra in the topic");
    }

    private void publish(StreamPositions positions, long seed, long count, double rate)
            throws IOException, InterruptedException {
        long before = positions.end(SPECTRA);
        ServiceProcess run = producer.start(
                "simulate",
                "--seed",
                Long.toString(seed),
                "--count",
                Long.toString(count),
                "--rate",
                Double.toString(rate));
        while (!run.awaitExit(PAUSE)) {
            services.requireAll();
            progress.show("published " + (positions.end(SPECTRA) - before) + "/" + count + " spectra");
        }
        ProducerRuns.requireSuccess(run);
    }

    private void workersAlone(StreamPositions positions) throws IOException, InterruptedException {
        startWorkers();
        // The first commit marks the start: what comes before is the start of the group, not work.
        long begun = awaitWorkers(positions, 0);
        Instant start = Instant.now();
        long done = begun;
        while (done < options.spectra()) {
            progress.show("inferred " + done + "/" + options.spectra() + " spectra");
            done = awaitWorkers(positions, done);
        }
        double seconds = seconds(start);
        report.phase("worker")
                .put("processes", workers.count())
                .put("batch", options.batch())
                .put("spectra", done - begun)
                .put("seconds", seconds)
                .put("per_second", (done - begun) / seconds)
                .put("result_bytes", RecordSizes.mean(stack.addresses().bootstrapServers(), RESULTS));
        report.save();
        progress.done("workers: %.0f spectra a second".formatted((done - begun) / seconds));
    }

    private long awaitWorkers(StreamPositions positions, long known) throws InterruptedException {
        Instant deadline = Instant.now().plus(STANDSTILL);
        while (Instant.now().isBefore(deadline)) {
            long committed = positions.committedByWorkers();
            if (committed > known) {
                return committed;
            }
            services.requireAll();
            Thread.sleep(PAUSE);
        }
        throw CliException.environment("No worker has committed anything for " + STANDSTILL.toMinutes() + " minutes.");
    }

    private void kafkaTools() throws IOException {
        KafkaTools tools = new KafkaTools(stack);
        int spectrum = (int) report.number("/spectra/bytes");
        int result = (int) report.number("/worker/result_bytes");
        progress.show("measuring Kafka's consumer tool");
        double consumer = tools.consume(SPECTRA, options.spectra(), ClientSettings.workerConsumer(options.batch()));
        progress.show("measuring Kafka's producer tool");
        double written = tools.produce(TOOL_SPECTRA, options.spectra(), spectrum, ClientSettings.spectraProducer());
        double results = tools.produce(TOOL_RESULTS, options.spectra(), result, ClientSettings.workerProducer());
        report.phase("kafka")
                .put("consumer_per_second", consumer)
                .put("producer_per_second", written)
                .put("slower_per_second", Math.min(consumer, written))
                .put("result_producer_per_second", results);
        report.save();
        progress.done("Kafka's tools: %.0f read, %.0f written a second".formatted(consumer, written));
    }

    private void startWorkers() {
        if (!workersRun) {
            workersRun = true;
            services.startWorkers(workers, progress).forEach(worker -> memory.watch(worker.name(), worker.pid()));
        }
    }

    private void startSink() {
        ServiceProcess sink = services.startSink(progress);
        memory.watch(sink.name(), sink.pid());
    }

    private void sinkAlone(StreamPositions positions, StoredResults results)
            throws IOException, InterruptedException, SQLException {
        startSink();
        awaitStored(positions, results);
        StoredResults.Span span = results.commits(FIRST_SEED);
        report.phase("sink")
                .put("results", span.results())
                .put("seconds", span.seconds())
                .put("per_second", span.rate());
        report.save();
        progress.done("sink: %.0f results a second".formatted(span.rate()));
    }

    private void everything(StreamPositions positions, StoredResults results)
            throws IOException, InterruptedException, SQLException {
        publish(positions, CAPACITY_SEED, options.capacitySpectra(), 0);
        awaitStored(positions, results);
        StoredResults.Span way = results.way(CAPACITY_SEED);
        report.phase("capacity")
                .put("spectra", way.results())
                .put("seconds", way.seconds())
                .put("per_second", way.rate());
        report.save();
        progress.done("everything at once: %.0f spectra a second".formatted(way.rate()));
    }

    private void latencies(StreamPositions positions, StoredResults results)
            throws IOException, InterruptedException, SQLException {
        double capacity = report.number("/capacity/per_second");
        ArrayNode steps = report.phase("latency").putArray("steps");
        for (int i = 0; i < SHARES.length; i++) {
            double rate = SHARES[i] * capacity;
            publish(positions, LATENCY_SEED + i, Math.max(1, Math.round(rate * options.seconds())), rate);
            awaitStored(positions, results);
            StoredResults.Latencies found = results.latencies(LATENCY_SEED + i);
            steps.addObject()
                    .put("share", SHARES[i])
                    .put("rate", rate)
                    .put("count", found.results())
                    .put("p50", found.p50())
                    .put("p90", found.p90())
                    .put("p95", found.p95())
                    .put("p99", found.p99())
                    .put("max", found.most());
        }
        report.save();
        progress.done("latencies measured");
    }

    private void awaitStored(StreamPositions positions, StoredResults results)
            throws InterruptedException, SQLException {
        Instant lastChange = Instant.now();
        long before = -1;
        while (true) {
            boolean inferred = positions.committedByWorkers() >= positions.end(SPECTRA);
            long end = positions.end(RESULTS) + positions.end("starflow.rejects");
            long stored = results.positions();
            if (inferred && stored >= end) {
                return;
            }
            services.requireAll();
            if (stored != before) {
                before = stored;
                lastChange = Instant.now();
            } else if (Duration.between(lastChange, Instant.now()).compareTo(STANDSTILL) > 0) {
                throw CliException.environment(
                        "Nothing has reached the database for " + STANDSTILL.toMinutes() + " minutes.");
            }
            progress.show("stored up to " + stored + " of " + end + " in the topics of outcomes");
            Thread.sleep(PAUSE);
        }
    }

    private void writeMemory() throws IOException {
        List<MemoryWatch.Use> uses = memory.uses();
        ArrayNode processes = report.phase("memory").putArray("processes");
        for (MemoryWatch.Use use : uses) {
            ObjectNode process = processes.addObject();
            process.put("process", use.process())
                    .put("seconds", use.seconds())
                    .put("first_mib", use.first())
                    .put("last_mib", use.last())
                    .put("max_mib", use.most())
                    .put("growth", use.growth());
        }
        report.save();
    }

    private static double seconds(Instant start) {
        return Math.max(1e-3, Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}
