package org.starflow.worker.pipeline;

import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.kafka.PublishException;

import java.time.Duration;
import java.time.InstantSource;

/** How long and how often one batch is sent again. */
final class CommitRetry {
    /**
     * Bounds.
     *
     * @param timeout from the first attempt to the last
     * @param transactionTimeout after which the coordinator ends a transaction of ours
     * @param firstPause between two attempts; doubles up to {@code longestPause}
     */
    record Policy(Duration timeout, Duration transactionTimeout, Duration firstPause, Duration longestPause) {}

    /** A lease can come by while nothing changes hands: the poll thread renews it at most this much later. */
    private static final Duration LEASE_WAIT = Duration.ofSeconds(1);

    private final Policy policy;
    private final InstantSource clock;
    private final Backoff backoff;
    private final long begunMillis;
    private long attemptMillis;

    CommitRetry(Policy policy) {
        this(policy, InstantSource.system());
    }

    CommitRetry(Policy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
        this.backoff = new Backoff(policy.firstPause(), policy.longestPause());
        this.begunMillis = clock.millis();
        this.attemptMillis = begunMillis;
    }

    /** Waits for another lease than the one that the broker refuses. */
    void awaitLease(Ownership ownership, Ownership.Lease refused) throws InterruptedException {
        requireTime(null);
        ownership.awaitOther(refused, LEASE_WAIT);
        attemptMillis = clock.millis();
    }

    /** Waits before the next attempt. */
    void pause(PublishException failure) throws InterruptedException {
        requireTime(failure);
        backoff.pause();
        attemptMillis = clock.millis();
    }

    /**
     * A fence is our own fault when the transaction outlived its timeout: a stopped process, a broker that was away.
     * Then a new producer goes on. Else somebody else has our transactional id, and two must not fight for it.
     */
    void requireOwnTimeout(PublishException failure) {
        requireTime(failure);
        long lasted = clock.millis() - attemptMillis;
        if (lasted < policy.transactionTimeout().toMillis()) {
            throw new WorkerException(
                    ExitCode.FENCED,
                    "Another worker uses the same transactional id: give each its own starflow.worker.instance.",
                    failure);
        }
        attemptMillis = clock.millis();
    }

    private void requireTime(PublishException failure) {
        if (clock.millis() - begunMillis > policy.timeout().toMillis()) {
            throw new WorkerException(
                    ExitCode.KAFKA, "A batch could not be committed for " + policy.timeout() + ".", failure);
        }
    }
}
