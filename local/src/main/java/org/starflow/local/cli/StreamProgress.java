package org.starflow.local.cli;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Follows spectra from the topic to the database. */
final class StreamProgress {

    private static final String TOPIC = "starflow.spectra";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final String bootstrapServers;
    private final Services services;
    private final Progress progress = Progress.standard();
    private final Instant start = Instant.now();

    StreamProgress(String bootstrapServers, Services services) {
        this.bootstrapServers = bootstrapServers;
        this.services = services;
    }

    /** Shows how far the publisher and the workers are, until the publisher ends. */
    void awaitPublished(ServiceProcess publisher, long planned, Duration patience)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (!publisher.awaitExit(PAUSE) && Instant.now().isBefore(deadline)) {
            requireServices();
            show(stored(), Math.max(planned, published()));
        }
    }

    /** Waits until everything that is in the topic is in the database; gives its number. */
    long awaitStored() throws IOException, InterruptedException {
        long total = published();
        long last = -1;
        Instant lastChange = Instant.now();
        while (true) {
            long stored = stored();
            if (stored >= total) {
                progress.done(stored + " of " + total + " spectra in the database after " + progress.seconds() + " s");
                return total;
            }
            requireServices();
            if (stored != last) {
                last = stored;
                lastChange = Instant.now();
            } else if (Duration.between(lastChange, Instant.now()).compareTo(STANDSTILL) > 0) {
                throw CliException.environment("Nothing has reached the database for " + STANDSTILL.toMinutes()
                        + " minutes; " + stored + " of " + total + " spectra are there.");
            }
            show(stored, total);
            Thread.sleep(PAUSE);
        }
    }

    private void show(long stored, long total) {
        double seconds = Math.max(1e-3, Duration.between(start, Instant.now()).toMillis() / 1000.0);
        double rate = stored / seconds;
        String remaining = stored == 0 ? "?" : String.format(Locale.ROOT, "%.0f", (total - stored) / rate);
        progress.show(String.format(
                Locale.ROOT, "inferred %d/%d spectra, %.1f a second, %s s to go", stored, total, rate, remaining));
    }

    private void requireServices() {
        ServiceProcess ended = services.ended();
        if (ended != null) {
            throw CliException.environment(ended.name() + " has ended with exit code " + ended.exitCode()
                    + "; its log ends with:" + System.lineSeparator() + ended.logTail(15));
        }
    }

    private long stored() throws IOException, InterruptedException {
        return new CatalogueStatus(services.sinkClient().get("status")).stored();
    }

    private long published() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var partitions = admin.describeTopics(List.of(TOPIC))
                    .allTopicNames()
                    .get()
                    .get(TOPIC)
                    .partitions();
            Map<TopicPartition, OffsetSpec> question = partitions.stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(TOPIC, info.partition()), _ -> OffsetSpec.latest()));
            return admin.listOffsets(question).all().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw CliException.environment("Kafka does not answer at " + bootstrapServers + " (" + e.getCause() + ").");
        }
    }
}
