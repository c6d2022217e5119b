package org.starflow.worker.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.function.Supplier;

/** Waits while the schema registry is away: that is never the fault of a record. One thread each. */
final class RegistryPatience {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(30);

    private final WorkerMetrics metrics;
    private final Duration first;
    private final Duration longest;
    private volatile boolean waiting;

    RegistryPatience(WorkerMetrics metrics, Duration first, Duration longest) {
        this.metrics = metrics;
        this.first = first;
        this.longest = longest;
    }

    /** Whether the registry did not answer the last call. */
    boolean waiting() {
        return waiting;
    }

    /** Result of the call, made again until the registry answers. */
    <T> T call(Supplier<T> call) throws InterruptedException {
        var backoff = new Backoff(first, longest);
        long nextLog = System.nanoTime();
        while (true) {
            try {
                T result = call.get();
                waiting = false;
                return result;
            } catch (RegistryAwayException e) {
                waiting = true;
                metrics.registryWait();
                if (System.nanoTime() - nextLog >= 0) {
                    LOG.atWarn()
                            .addKeyValue("cause", e.getMessage())
                            .log("The schema registry does not answer; waiting.");
                    nextLog = System.nanoTime() + LOG_EVERY.toNanos();
                }
                backoff.pause();
            }
        }
    }
}
