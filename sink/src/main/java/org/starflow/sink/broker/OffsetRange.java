package org.starflow.sink.broker;

/**
 * A stretch of offsets.
 *
 * @param from first offset
 * @param to offset after the last
 */
public record OffsetRange(long from, long to) {
    /** Checks that the range is not empty. */
    public OffsetRange {
        if (to <= from) {
            throw new IllegalArgumentException("A range from %d to %d holds nothing".formatted(from, to));
        }
    }

    /** Number of offsets. */
    public long size() {
        return to - from;
    }
}
