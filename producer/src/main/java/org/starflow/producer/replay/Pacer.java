package org.starflow.producer.replay;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says how long to wait before a record, so that records follow each other as their timestamps do, {@code factor} times
 * as fast. Timestamps that go back do not wait.
 */
public final class Pacer {
    private final double factor;
    private final LongSupplier nanoTime;
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean started;
    private long firstTimestamp;
    private long startNanos;

    /** A factor of 0 never waits. */
    public Pacer(double factor) {
        this(factor, System::nanoTime);
    }

    Pacer(double factor, LongSupplier nanoTime) {
        this.factor = factor;
        this.nanoTime = nanoTime;
    }

    /** Waits until a record with a timestamp (ms) is due. */
    public void await(long timestamp) throws InterruptedException {
        long wait = waitNanos(timestamp);
        if (wait > 0) {
            never.await(wait, TimeUnit.NANOSECONDS);
        }
    }

    long waitNanos(long timestamp) {
        if (!started) {
            started = true;
            firstTimestamp = timestamp;
            startNanos = nanoTime.getAsLong();
        }
        if (factor <= 0) {
            return 0;
        }
        double due = (timestamp - firstTimestamp) * 1e6 / factor;
        return Math.max(0, (long) due - (nanoTime.getAsLong() - startNanos));
    }
}
