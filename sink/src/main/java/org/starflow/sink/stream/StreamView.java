package org.starflow.sink.stream;

import java.time.Instant;
import java.util.List;

/**
 * The stream at one moment. Ages and rates are NaN where they are not known.
 *
 * @param at when the broker was asked
 * @param written records in the topic since it was made
 * @param arrival records a second that arrive
 * @param groups the groups of workers that are watched
 */
public record StreamView(Instant at, long written, double arrival, List<Group> groups) {
    /**
     * A group of workers.
     *
     * @param group its name; {@code none} when no worker has ever been there
     * @param workers its members
     * @param lag records that it has neither inferred nor rejected
     * @param consumption records a second that it gets through
     * @param drainSeconds time until the lag is gone; NaN while it does not shrink
     * @param growing whether there is a backlog that does not shrink
     */
    public record Group(
            String group,
            int workers,
            long lag,
            double consumption,
            double drainSeconds,
            boolean growing,
            List<Partition> partitions) {
        /** Copies. */
        public Group {
            partitions = List.copyOf(partitions);
        }

        /** Age in seconds of the oldest record of all partitions that is not inferred; 0 without one. */
        public double oldestAge() {
            return partitions.stream()
                    .mapToDouble(Partition::oldestAge)
                    .filter(age -> !Double.isNaN(age))
                    .max()
                    .orElse(lag == 0 ? 0 : Double.NaN);
        }
    }

    /**
     * A partition, as a group sees it.
     *
     * @param next offset of the first record that is not inferred
     * @param end offset after the last record
     * @param oldestAge seconds since the timestamp of the record at {@code next}; 0 without one
     * @param progressAge seconds since the group last got on, or had nothing to do
     */
    public record Partition(int partition, long next, long end, double oldestAge, double progressAge) {
        /** Records that are not inferred. */
        public long lag() {
            return end - next;
        }
    }

    /** Copies. */
    public StreamView {
        groups = List.copyOf(groups);
    }
}
