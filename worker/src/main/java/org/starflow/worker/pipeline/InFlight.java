package org.starflow.worker.pipeline;

import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The batches between poll and commit, and the only bound on them: the queues between stages need none. */
final class InFlight {
    private final int maxBatches;
    private final long maxBytes;
    private final Set<RawBatch> batches = new LinkedHashSet<>();
    private long bytes;

    InFlight(int maxBatches, long maxBytes) {
        this.maxBatches = maxBatches;
        this.maxBytes = maxBytes;
    }

    /** Whether there is room for one batch more. One batch is always let through, however large. */
    synchronized boolean hasRoom() {
        return batches.isEmpty() || (batches.size() < maxBatches && bytes < maxBytes);
    }

    /** Waits so long for room for one batch more. */
    synchronized void awaitRoom(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        while (!hasRoom() && left > 0) {
            try {
                wait(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            left = deadline - System.nanoTime();
        }
    }

    synchronized void enter(RawBatch batch) {
        batches.add(batch);
        bytes += batch.bytes();
    }

    /** To be called once for each batch that entered, whatever became of it. */
    synchronized void leave(RawBatch batch) {
        if (batches.remove(batch)) {
            bytes -= batch.bytes();
            notifyAll();
        }
    }

    synchronized int batches() {
        return batches.size();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Timestamp of the oldest record in flight, ms since 1970-01-01 UTC. */
    synchronized OptionalLong oldestTimestamp() {
        return batches.stream().mapToLong(RawBatch::oldestTimestamp).min();
    }

    /** Waits until no record of these partitions is in flight; false when that took too long or the wait is over. */
    synchronized boolean awaitNone(Collection<TopicPartition> partitions, Duration timeout, BooleanSupplier over) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (holdsAny(partitions)) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || over.getAsBoolean()) {
                return false;
            }
            try {
                wait(Math.clamp(left / 1_000_000, 1, 100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private boolean holdsAny(Collection<TopicPartition> partitions) {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .anyMatch(record -> partitions.contains(record.partition()));
    }
}
