package org.starflow.worker.pipeline;

import java.util.List;

/** A micro-batch on its way from poll to commit. Handed from stage to stage; only one stage holds it at a time. */
final class RawBatch {
    private final List<SourceRecord> records;
    private final long bytes;
    private final long polledNanos;
    private long workNanos;

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

    /** Notes time that a stage worked on this batch. */
    void worked(long nanos) {
        workNanos += nanos;
    }

    /** Time since its first record was polled in which no stage worked on it. */
    long queuedNanos(long nowNanos) {
        return Math.max(0, nowNanos - polledNanos - workNanos);
    }
}
