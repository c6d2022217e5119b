package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Puts simulated spectra into a stack of our own and follows them. */
final class LoadedStream implements AutoCloseable {

    static final String SPECTRA = "starflow.spectra";
    static final String RESULTS = "starflow.inferences";
    static final String REJECTS = "starflow.rejects";

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final StreamPositions positions;
    private final StoredResults results;
    private final Services services;
    private final ProducerRuns producer;
    private final Progress progress;

    private LoadedStream(
            StreamPositions positions,
            StoredResults results,
            Services services,
            ProducerRuns producer,
            Progress progress) {
        this.positions = positions;
        this.results = results;
        this.services = services;
        this.producer = producer;
        this.progress = progress;
    }

    static LoadedStream open(LocalStack stack, Services services, ProducerRuns producer, Progress progress)
            throws SQLException {
        StoredResults results = StoredResults.open(stack);
        var positions = new StreamPositions(stack.addresses().bootstrapServers());
        return new LoadedStream(positions, results, services, producer.on(stack), progress);
    }

    StoredResults results() {
        return results;
    }

    /** Spectra in the topic. */
    long published() throws InterruptedException {
        return positions.end(SPECTRA);
    }

    /** Spectra that workers have committed. */
    long inferred() throws InterruptedException {
        return positions.committedByWorkers();
    }

    /** Starts a producer of simulated stars. */
    ServiceProcess start(long seed, long count, double rate) {
        return producer.start(
                "simulate",
                "--seed",
                Long.toString(seed),
                "--count",
                Long.toString(count),
                "--rate",
                Double.toString(rate));
    }

    /** Publishes simulated stars and returns when the broker has them all; {@code rate} 0 is as fast as can be. */
    void publish(long seed, long count, double rate) throws InterruptedException {
        long before = published();
        ServiceProcess run = start(seed, count, rate);
        while (!run.awaitExit(PAUSE)) {
            services.requireAll();
            progress.show("published " + (published() - before) + "/" + count + " spectra");
        }
        ProducerRuns.requireSuccess(run);
    }

    /** Waits until workers have committed more than this; gives how many. */
    long awaitInferred(long known) throws InterruptedException {
        Instant deadline = Instant.now().plus(STANDSTILL);
        while (Instant.now().isBefore(deadline)) {
            long committed = inferred();
            if (committed > known) {
                return committed;
            }
            services.requireAll();
            Thread.sleep(PAUSE);
        }
        throw CliException.environment("No worker has committed anything for " + STANDSTILL.toMinutes() + " minutes.");
    }

    /** Waits until every spectrum has an outcome in the database. */
    void awaitStored() throws InterruptedException, SQLException {
        Instant lastChange = Instant.now();
        long before = -1;
        while (true) {
            boolean inferred = inferred() >= published();
            long end = positions.end(RESULTS) + positions.end(REJECTS);
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

    @Override
    public void close() throws SQLException {
        positions.close();
        results.close();
    }
}
