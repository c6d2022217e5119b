package org.starflow.sink.consume;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/** Whether the session waits for something, why, and when it tries again. Logs the first failure, then at most one in 30 s. */
final class Waiting {
    private static final Logger LOGGER = LoggerFactory.getLogger(Waiting.class);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);

    private final SinkState state;
    private final Backoff backoff;
    private long retryAt;
    private long logAt;
    private boolean active;

    Waiting(SinkState state, Backoff backoff) {
        this.state = state;
        this.backoff = backoff;
    }

    /** Time until the next try; empty when nothing is waited for. */
    Optional<Duration> remaining() {
        return active ? Optional.of(Duration.ofNanos(Math.max(0, retryAt - System.nanoTime()))) : Optional.empty();
    }

    /** Whether it is time to try. */
    boolean due() {
        return !active || retryAt - System.nanoTime() <= 0;
    }

    void failed(String reason, Exception cause) {
        retryAt = System.nanoTime() + backoff.failed().toNanos();
        boolean first = !active;
        active = true;
        state.enter(SinkState.Phase.WAITING, reason);
        if (first || System.nanoTime() - logAt >= 0) {
            logAt = System.nanoTime() + LOG_INTERVAL.toNanos();
            LOGGER.atWarn()
                    .addKeyValue("reason", reason)
                    .addKeyValue("failures", backoff.failures())
                    .addKeyValue("exception", cause.getClass().getName())
                    .log("Waiting; records stay in their topics");
        }
    }

    /** Ends the wait after something worked; true when there was one. */
    boolean over() {
        if (!active) {
            return false;
        }
        LOGGER.atInfo().addKeyValue("failures", backoff.failures()).log("Going on");
        active = false;
        backoff.worked();
        state.enter(SinkState.Phase.CONSUMING, null);
        return true;
    }
}
