package org.starflow.sink.dependency;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Asks one dependency again and again. A question without an answer counts as away after a few seconds. */
final class ProbeLoop {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProbeLoop.class);
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final long IDLE = Long.MIN_VALUE;

    /** It did not answer; the message says what happened. */
    static final class AwayException extends Exception {
        private static final long serialVersionUID = 1;

        AwayException(String message) {
            super(message);
        }
    }

    /** One question. */
    @FunctionalInterface
    interface Probe {
        void ask() throws AwayException;
    }

    private final Dependency dependency;
    private final Dependencies dependencies;
    private final Probe probe;
    private final Duration every;
    private final Runnable release;
    private final AtomicLong askedNanos = new AtomicLong(IDLE);
    private final ScheduledExecutorService threads;

    ProbeLoop(Dependency dependency, Dependencies dependencies, Probe probe, Duration every, Runnable release) {
        this.dependency = dependency;
        this.dependencies = dependencies;
        this.probe = probe;
        this.every = every;
        this.release = release;
        // One thread asks and may hang, the other notices that it does.
        this.threads = Executors.newScheduledThreadPool(
                2,
                Thread.ofPlatform()
                        .daemon()
                        .name("probe-" + dependency.key() + "-", 0)
                        .factory());
    }

    void start() {
        threads.scheduleWithFixedDelay(this::ask, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        threads.scheduleWithFixedDelay(this::notice, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        threads.shutdownNow();
        release.run();
    }

    private void ask() {
        askedNanos.set(System.nanoTime());
        try {
            probe.ask();
            dependencies.works(dependency);
        } catch (AwayException e) {
            dependencies.fails(dependency, e.getMessage());
        } catch (RuntimeException e) {
            // Thrown out of here it would end the loop.
            LOGGER.atDebug()
                    .addKeyValue("dependency", dependency.key())
                    .setCause(e)
                    .log("Probe failed");
            dependencies.fails(dependency, e.toString());
        } finally {
            askedNanos.set(IDLE);
        }
    }

    private void notice() {
        long asked = askedNanos.get();
        if (asked != IDLE && System.nanoTime() - asked > LIMIT.toNanos()) {
            dependencies.fails(dependency, "no answer in " + LIMIT.toSeconds() + " s");
        }
    }
}
