package org.starflow.worker.pipeline;

import java.util.ArrayList;
import java.util.List;

/** A micro-batch on its way from poll to commit. Handed from stage to stage; only one stage holds it at a time. */
final class RawBatch {
    private final List<SourceRecord> records;
    private final long bytes;
    private final long polledNanos;
    private final List<Worked> worked = new ArrayList<>();

    RawBatch(List<SourceRecord> records, long polledNanos) {
        this.records = List.copyOf(records);
        this.bytes = records.stream().mapToLong(SourceRecord::bytes).sum();
        this.polledNanos = polledNanos;
    }

    List<SourceRecord> records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    /** Smallest timestamp of its records, ms since 1970-01-01 UTC. */
    long oldestTimestamp() {
        return records.stream().mapToLong(r -> r.record().timestamp()).min().orElse(Long.MAX_VALUE);
    }

    /** Time in which a stage worked on the batch, as {@link System#nanoTime()}. */
    record Worked(String stage, long start, long end) {}

    /** Notes that a stage worked on this batch. */
    void worked(String stage, long startNanos, long endNanos) {
        worked.add(new Worked(stage, startNanos, endNanos));
    }

    List<Worked> worked() {
        return List.copyOf(worked);
    }

    /** When its first record was polled, as {@link System#nanoTime()}. */
    long polledNanos() {
        return polledNanos;
    }

    /** Time since its first record was polled in which no stage worked on it. */
    long queuedNanos(long nowNanos) {
        long work = worked.stream().mapToLong(w -> w.end() - w.start()).sum();
        return Math.max(0, nowNanos - polledNanos - work);
    }
}
