package org.starflow.sink.broker;

import java.util.List;
import java.util.SortedSet;

/** Looks into a partition of the spectra whether there are records. */
@FunctionalInterface
public interface Existence {
    /**
     * What was seen.
     *
     * @param records offsets at which there is a record
     * @param unseen offsets that were not looked at
     */
    record Seen(SortedSet<Long> records, long unseen) {}

    /** Looks at ranges of a partition, in order, as far as time allows. */
    Seen look(int partition, List<OffsetRange> ranges);
}
