package org.starflow.sink.audit;

import org.starflow.sink.broker.OffsetRange;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Arithmetic of stretches of offsets, in order and without overlap. */
final class Ranges {
    private Ranges() {}

    static long size(List<OffsetRange> ranges) {
        return ranges.stream().mapToLong(OffsetRange::size).sum();
    }

    /** What lies below an offset. */
    static List<OffsetRange> below(List<OffsetRange> ranges, long offset) {
        return ranges.stream()
                .filter(range -> range.from() < offset)
                .map(range -> new OffsetRange(range.from(), Math.min(range.to(), offset)))
                .toList();
    }

    /** What lies at an offset or above. */
    static List<OffsetRange> from(List<OffsetRange> ranges, long offset) {
        return ranges.stream()
                .filter(range -> range.to() > offset)
                .map(range -> new OffsetRange(Math.max(range.from(), offset), range.to()))
                .toList();
    }

    /** Single offsets as ranges, neighbours joined. */
    static List<OffsetRange> of(SortedSet<Long> offsets) {
        var ranges = new ArrayList<OffsetRange>();
        long from = 0;
        long to = 0;
        for (long offset : offsets) {
            if (offset != to && to > from) {
                ranges.add(new OffsetRange(from, to));
            }
            if (offset != to || to == from) {
                from = offset;
            }
            to = offset + 1;
        }
        if (to > from) {
            ranges.add(new OffsetRange(from, to));
        }
        return List.copyOf(ranges);
    }
}
