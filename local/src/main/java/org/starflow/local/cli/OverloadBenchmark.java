package org.starflow.local.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Measures what the workers can do, sends twice as much for a while, and watches the backlog grow and drain. */
final class OverloadBenchmark {

    private static final long BACKLOG_SEED = 1;
    private static final long OVERLOAD_SEED = 2;
    private static final double EXCESS = 2;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String ASSIGNED = "Partitions assigned";

    private final LocalStack stack;
    private final Services services;
    private final WorkerOptions options;
    private final Progress progress;
    private final MemoryWatch memory;
    private List<ServiceProcess> workers = List.of();

    /**
     * What happened.
     *
     * @param rate spectra a second that the workers did before
     * @param sent spectra, at twice that rate
     * @param mostLag most spectra that waited
     * @param growSeconds from the first spectrum to the last
     * @param drainSeconds from then until every outcome was in the database
     * @param rebalances while all this went on
     * @param isComplete whether the audit finds one outcome for each input
     */
    record Outcome(
            double rate,
            long sent,
            long mostLag,
            double growSeconds,
            double drainSeconds,
            long rebalances,
            boolean isComplete) {

        boolean isGood() {
            return isComplete && rebalances == 0;
        }

        void writeTo(ObjectNode node) {
            node.put("worker_per_second", rate)
                    .put("sent", sent)
                    .put("most_lag", mostLag)
                    .put("grow_seconds", growSeconds)
                    .put("drain_seconds", drainSeconds)
                    .put("rebalances", rebalances)
                    .put("complete", isComplete);
        }
    }

    OverloadBenchmark(
            LocalStack stack, Services services, WorkerOptions options, Progress progress, MemoryWatch memory) {
        this.stack = stack;
        this.services = services;
        this.options = options;
        this.progress = progress;
        this.memory = memory;
    }

    Outcome run(ProducerRuns producer, int backlog, Duration overload)
            throws IOException, InterruptedException, SQLException {
        memory.watch("kafka", stack.kafka().pid());
        try (LoadedStream stream = LoadedStream.open(stack, services, producer, progress)) {
            memory.watch("postgresql", stack.postgres().pid());
            ServiceProcess sink = services.startSink(progress);
            memory.watch(sink.name(), sink.pid());
            stream.publish(BACKLOG_SEED, backlog, 0);
            workers = services.startWorkers(options, progress);
            workers.forEach(worker -> memory.watch(worker.name(), worker.pid()));
            double rate = rate(stream, backlog);
            progress.done("workers: %.1f spectra a second".formatted(rate));
            Set<String> java = Stream.concat(
                            Stream.of("kafka", sink.name()), workers.stream().map(ServiceProcess::name))
                    .collect(Collectors.toSet());
            memory.weigh(java);
            Outcome outcome = overload(stream, rate, overload);
            memory.weigh(java);
            return outcome;
        }
    }

    /** Over the second half of a backlog that was there before the workers: the first half warms them up. */
    private double rate(LoadedStream stream, long backlog) throws InterruptedException, SQLException {
        long done = stream.awaitInferred(backlog / 2);
        long begun = done;
        Instant start = Instant.now();
        while (done < backlog) {
            progress.show("measuring the workers: " + done + "/" + backlog);
            done = stream.awaitInferred(done);
        }
        double seconds = seconds(start);
        stream.awaitStored();
        return Math.max(1, done - begun) / seconds;
    }

    private Outcome overload(LoadedStream stream, double rate, Duration overload)
            throws IOException, InterruptedException, SQLException {
        long rebalancesBefore = assignments();
        long sent = Math.max(1, Math.round(EXCESS * rate * overload.toSeconds()));
        long mostLag = 0;
        Instant start = Instant.now();
        ServiceProcess run = stream.start(OVERLOAD_SEED, sent, EXCESS * rate);
        while (!run.awaitExit(PAUSE)) {
            services.requireAll();
            long lag = stream.published() - stream.inferred();
            mostLag = Math.max(mostLag, lag);
            progress.show("lag " + lag + " spectra");
        }
        ProducerRuns.requireSuccess(run);
        double grow = seconds(start);
        Instant end = Instant.now();
        stream.awaitStored();
        double drain = seconds(end);
        boolean complete = new Ledger(services.sinkClient().get("audit")).isComplete();
        return new Outcome(rate, sent, mostLag, grow, drain, assignments() - rebalancesBefore, complete);
    }

    /** Times that a worker was given partitions, as its log says. */
    private long assignments() throws IOException {
        long count = 0;
        for (ServiceProcess worker : workers) {
            try (var lines = Files.lines(worker.spec().log())) {
                count += lines.filter(line -> line.contains(ASSIGNED)).count();
            }
        }
        return count;
    }

    private static double seconds(Instant since) {
        return Math.max(1e-3, Duration.between(since, Instant.now()).toMillis() / 1000.0);
    }
}
