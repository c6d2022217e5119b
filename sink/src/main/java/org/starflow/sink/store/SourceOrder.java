package org.starflow.sink.store;

import org.starflow.sink.record.RecordPosition;

import java.time.Instant;

/**
 * Which of two results of one spectrum and model is the newer: that of the later offset; where the spectrum lies in
 * different partitions, that which was inferred later. Total, so that a replay in any order ends in the same row.
 *
 * @param source where the spectrum lies
 * @param inferredAt when the result was published
 */
record SourceOrder(RecordPosition source, Instant inferredAt) {
    /** The same rule in SQL, between the row that is there (result) and the new one (excluded). */
    static final String SQL = "CASE WHEN (excluded.source_topic, excluded.source_partition)"
            + " = (result.source_topic, result.source_partition)"
            + " THEN excluded.source_offset > result.source_offset"
            + " ELSE excluded.inferred_at > result.inferred_at END";

    boolean newerThan(SourceOrder other) {
        boolean samePartition =
                source.topic().equals(other.source.topic()) && source.partition() == other.source.partition();
        return samePartition ? source.offset() > other.source.offset() : inferredAt.isAfter(other.inferredAt);
    }
}
