package org.starflow.it.worker;

import java.util.Comparator;

/** Position of a spectrum in its topic. */
record Position(int partition, long offset) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::partition).thenComparingLong(Position::offset);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
