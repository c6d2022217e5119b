package org.starflow.local.chaos;

import java.util.Comparator;

/**
 * A place in a topic.
 *
 * @param partition of the topic
 * @param offset in the partition
 */
record Position(int partition, long offset) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::partition).thenComparingLong(Position::offset);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
