package org.starflow.worker.pipeline;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Collects polled records into micro-batches by size and linger, in the order of polling. Poll thread only. */
final class MicroBatcher {
    private record Waiting(SourceRecord record, long polledNanos) {}

    private final int size;
    private final long maxBytes;
    private final long lingerNanos;
    private final LongSupplier nanoClock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;

    MicroBatcher(int size, long maxBytes, Duration linger, LongSupplier nanoClock) {
        this.size = size;
        this.maxBytes = maxBytes;
        this.lingerNanos = linger.toNanos();
        this.nanoClock = nanoClock;
    }

    void add(SourceRecord record) {
        waiting.add(new Waiting(record, nanoClock.getAsLong()));
        bytes += record.bytes();
    }

    /** Whether a whole batch waits: there is no use in polling more. */
    boolean full() {
        return waiting.size() >= size || bytes >= maxBytes;
    }

    int waiting() {
        return waiting.size();
    }

    /** Time until {@link #next()} gives a batch if nothing more is polled; empty when nothing waits. */
    Optional<Duration> untilDue() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        long age = nanoClock.getAsLong() - waiting.getFirst().polledNanos();
        return Optional.of(full() ? Duration.ZERO : Duration.ofNanos(Math.max(0, lingerNanos - age)));
    }

    /** The next batch when it is full or its first record has lingered; at least one record, however large. */
    Optional<RawBatch> next() {
        if (!untilDue().filter(Duration::isZero).isPresent()) {
            return Optional.empty();
        }
        long polled = waiting.getFirst().polledNanos();
        var batch = new ArrayList<SourceRecord>(size);
        long batchBytes = 0;
        while (!waiting.isEmpty() && batch.size() < size) {
            int next = waiting.getFirst().record().bytes();
            if (!batch.isEmpty() && batchBytes + next > maxBytes) {
                break;
            }
            batch.add(waiting.removeFirst().record());
            batchBytes += next;
        }
        bytes -= batchBytes;
        return Optional.of(new RawBatch(batch, polled));
    }

    /** Forgets records that will be read again by whoever owns their partition. */
    int drop(Predicate<SourceRecord> predicate) {
        int before = waiting.size();
        waiting.removeIf(w -> predicate.test(w.record()));
        bytes = waiting.stream().mapToLong(w -> w.record().bytes()).sum();
        return before - waiting.size();
    }
}
