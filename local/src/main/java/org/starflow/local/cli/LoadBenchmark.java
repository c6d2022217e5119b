package org.starflow.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The phases of the load benchmark. Each is skipped when the report has it already:
 * spectra into the topic; Kafka's tools on them; workers alone; the sink alone; everything at once; latencies.
 */
final class LoadBenchmark {

    static final String TOOL_SPECTRA = "bench.spectra";
    static final String TOOL_RESULTS = "bench.results";

    private static final long FIRST_SEED = 1;
    private static final long CAPACITY_SEED = 1_000_000;
    private static final long LATENCY_SEED = 2_000_000;
    private static final double[] SHARES = {0.1, 0.5, 0.9};

    private final LocalStack stack;
    private final Services services;
    private final ProducerRuns producer;
    private final LoadOptions options;
    private final WorkerOptions workers;
    private final LoadReport report;
    private final Progress progress;
    private final MemoryWatch memory;
    private final Set<String> javaProcesses = new HashSet<>(Set.of("kafka"));
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
        this.producer = producer;
        this.options = options;
        this.workers = workers;
        this.report = report;
        this.progress = progress;
        this.memory = memory;
    }

    /** Runs what is missing in the report. */
    void run() throws IOException, InterruptedException, SQLException {
        try (LoadedStream stream = LoadedStream.open(stack, services, producer, progress)) {
            memory.watch("kafka", stack.kafka().pid());
            memory.watch("postgresql", stack.postgres().pid());
            if (!report.has("spectra")) {
                fill(stream);
            }
            if (!report.has("worker")) {
                workersAlone(stream);
            }
            if (!report.has("kafka")) {
                kafkaTools();
            }
            startWorkers();
            if (!report.has("sink")) {
                sinkAlone(stream);
            } else {
                startSink();
            }
            if (!report.has("capacity")) {
                everything(stream);
            }
            if (!report.has("latency")) {
                latencies(stream);
            }
            report.memory(memory.uses());
        }
    }

    private void fill(LoadedStream stream) throws IOException, InterruptedException {
        long there = stream.published();
        Instant start = Instant.now();
        stream.publish(FIRST_SEED + there, options.spectra() - there, 0);
        double seconds = seconds(start);
        report.phase("spectra")
                .put("count", options.spectra())
                .put("bytes", RecordSizes.mean(stack.addresses().bootstrapServers(), LoadedStream.SPECTRA))
                .put("produced_per_second", (options.spectra() - there) / seconds);
        report.save();
        progress.done(options.spectra() + " spectra in the topic");
    }

    private void workersAlone(LoadedStream stream) throws IOException, InterruptedException {
        startWorkers();
        // The first commit marks the start: what comes before is the start of the group, not work.
        long begun = stream.awaitInferred(0);
        Instant start = Instant.now();
        long done = begun;
        while (done < options.spectra()) {
            progress.show("inferred " + done + "/" + options.spectra() + " spectra");
            done = stream.awaitInferred(done);
        }
        double seconds = seconds(start);
        report.phase("worker")
                .put("processes", workers.count())
                .put("batch", options.batch())
                .put("spectra", done - begun)
                .put("seconds", seconds)
                .put("per_second", (done - begun) / seconds)
                .put("result_bytes", RecordSizes.mean(stack.addresses().bootstrapServers(), LoadedStream.RESULTS));
        report.save();
        weigh();
        progress.done("workers: %.0f spectra a second".formatted((done - begun) / seconds));
    }

    private void kafkaTools() throws IOException {
        KafkaTools tools = new KafkaTools(stack);
        int spectrum = (int) report.number("/spectra/bytes");
        int result = (int) report.number("/worker/result_bytes");
        progress.show("measuring Kafka's consumer tool");
        double consumer =
                tools.consume(LoadedStream.SPECTRA, options.spectra(), ClientSettings.workerConsumer(options.batch()));
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
            services.startWorkers(workers, progress).forEach(this::watch);
        }
    }

    private void weigh() throws IOException, InterruptedException {
        memory.weigh(javaProcesses);
    }

    private void startSink() {
        ServiceProcess sink = services.startSink(progress);
        watch(sink);
    }

    private void watch(ServiceProcess service) {
        javaProcesses.add(service.name());
        memory.watch(service.name(), service.pid());
    }

    private void sinkAlone(LoadedStream stream) throws IOException, InterruptedException, SQLException {
        startSink();
        stream.awaitStored();
        StoredResults.Span span = stream.results().commits(FIRST_SEED);
        report.phase("sink")
                .put("results", span.results())
                .put("seconds", span.seconds())
                .put("per_second", span.rate());
        report.save();
        weigh();
        progress.done("sink: %.0f results a second".formatted(span.rate()));
    }

    private void everything(LoadedStream stream) throws IOException, InterruptedException, SQLException {
        stream.publish(CAPACITY_SEED, options.capacitySpectra(), 0);
        stream.awaitStored();
        StoredResults.Span way = stream.results().way(CAPACITY_SEED);
        report.phase("capacity")
                .put("spectra", way.results())
                .put("seconds", way.seconds())
                .put("per_second", way.rate());
        report.save();
        progress.done("everything at once: %.0f spectra a second".formatted(way.rate()));
    }

    private void latencies(LoadedStream stream) throws IOException, InterruptedException, SQLException {
        double capacity = report.number("/capacity/per_second");
        ArrayNode steps = report.phase("latency").putArray("steps");
        for (int i = 0; i < SHARES.length; i++) {
            double rate = SHARES[i] * capacity;
            stream.publish(LATENCY_SEED + i, Math.max(1, Math.round(rate * options.seconds())), rate);
            stream.awaitStored();
            StoredResults.Latencies found = stream.results().latencies(LATENCY_SEED + i);
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
        weigh();
        progress.done("latencies measured");
    }

    private static double seconds(Instant start) {
        return Math.max(1e-3, Duration.between(start, Instant.now()).toMillis() / 1000.0);
    }
}
