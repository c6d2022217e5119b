package org.starflow.sink.stream;

import org.starflow.sink.broker.Broker;

import java.util.Map;

/**
 * What the broker said at one moment about the spectra topic and those who read it.
 *
 * @param nanos when, on the clock of {@link System#nanoTime}
 * @param ranges offsets of each partition
 * @param groups the groups that are watched, by name
 */
record Look(long nanos, Map<Integer, Broker.Range> ranges, Map<String, Group> groups) {
    /**
     * A group of workers.
     *
     * @param workers its members
     * @param committed next offset of each partition that it has committed
     */
    record Group(int workers, Map<Integer, Long> committed) {
        /** Next offset that the group will infer; a group without one begins at the beginning. */
        long next(int partition, Broker.Range range) {
            return Math.clamp(committed.getOrDefault(partition, range.begin()), range.begin(), range.end());
        }
    }

    long written() {
        return ranges.values().stream().mapToLong(Broker.Range::end).sum();
    }

    long processed(Group group) {
        return ranges.entrySet().stream()
                .mapToLong(entry -> group.next(entry.getKey(), entry.getValue()))
                .sum();
    }
}
