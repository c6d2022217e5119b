package org.starflow.local.cli;

import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Follows spectra from the topic to the database. */
final class StreamProgress {

    private static final String TOPIC = "starflow.spectra";
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration STANDSTILL = Duration.ofMinutes(5);

    private final Map<String, Object> kafka;
    private final Services services;
    private final Progress progress = Progress.standard();
    private Instant first;
    private Instant last;

    /** @param kafka settings of a client that may look at offsets */
    StreamProgress(Map<String, Object> kafka, Services services) {
        this.kafka = Map.copyOf(kafka);
        this.services = services;
    }

    /** Shows how far workers and sink are until the publisher ends. */
    void awaitPublished(ServiceProcess publisher, long planned) throws IOException, InterruptedException {
        do {
            services.requireAll();
            long published = published();
            if (published > 0) {
                begin();
                show(stored(), Math.max(planned, published));
            } else {
                progress.show("starting the producer");
            }
        } while (!publisher.awaitExit(PAUSE));
        if (published() > 0) {
            begin();
        }
    }

    /** The clock starts with the first spectrum in the topic. */
    private void begin() {
        if (first == null) {
            first = Instant.now();
        }
    }

    /** Waits until everything that is in the topic is in the database; gives its number. */
    long awaitStored() throws IOException, InterruptedException {
        long total = published();
        long before = -1;
        Instant lastChange = Instant.now();
        while (true) {
            long stored = stored();
            if (stored >= total) {
                last = Instant.now();
                progress.done(stored + " of " + total + " spectra are in the database");
                return total;
            }
            services.requireAll();
            if (stored != before) {
                before = stored;
                lastChange = Instant.now();
            } else if (Duration.between(lastChange, Instant.now()).compareTo(STANDSTILL) > 0) {
                throw CliException.environment("Nothing has reached the database for " + STANDSTILL.toMinutes()
                        + " minutes; " + stored + " of " + total + " spectra are there.");
            }
            show(stored, total);
            Thread.sleep(PAUSE);
        }
    }

    /** From the first spectrum in the topic to the last row in the database. */
    double seconds() {
        return Duration.between(first, last).toMillis() / 1000.0;
    }

    /** Spectra in the topic. */
    long published() throws InterruptedException {
        return TopicSize.of(kafka, TOPIC);
    }

    /** Outcomes in the database. */
    long stored() throws IOException, InterruptedException {
        return new CatalogueStatus(services.sinkClient().get("status")).stored();
    }

    private void show(long stored, long total) {
        double seconds = Math.max(1e-3, Duration.between(first, Instant.now()).toMillis() / 1000.0);
        double rate = stored / seconds;
        String remaining = stored == 0 ? "?" : String.format(Locale.ROOT, "%.0f", (total - stored) / rate);
        progress.show(String.format(
                Locale.ROOT, "inferred %d/%d spectra, %.1f a second, %s s to go", stored, total, rate, remaining));
    }
}
