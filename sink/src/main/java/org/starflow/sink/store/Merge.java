package org.starflow.sink.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which rows of a batch are written, given those that are there. At most one row for each key comes out: one
 * statement can not touch a row twice.
 */
final class Merge {
    private final Map<ResultKey, Stored> current;
    private final Map<ResultKey, ResultRow> writes = new LinkedHashMap<>();
    private final List<ResultRow> conflicting = new ArrayList<>();
    private int inserted;
    private int updated;
    private int duplicates;
    private int superseded;

    /**
     * A row that is there.
     *
     * @param order its place among results of its key
     * @param hash hash of its content
     */
    record Stored(SourceOrder order, byte[] hash) {}

    Merge(Map<ResultKey, Stored> current) {
        this.current = new LinkedHashMap<>(current);
    }

    void add(ResultRow row) {
        ResultKey key = row.key();
        Stored there = current.get(key);
        if (there == null) {
            inserted++;
        } else if (row.order().newerThan(there.order())) {
            updated++;
        } else if (!row.order().source().equals(there.order().source())) {
            superseded++;
            return;
        } else if (Arrays.equals(row.hash(), there.hash())) {
            duplicates++;
            return;
        } else {
            conflicting.add(row);
            return;
        }
        current.put(key, new Stored(row.order(), row.hash()));
        writes.put(key, row);
    }

    List<ResultRow> writes() {
        return List.copyOf(writes.values());
    }

    List<ResultRow> conflicting() {
        return List.copyOf(conflicting);
    }

    StoreOutcome outcome() {
        return new StoreOutcome(inserted, updated, duplicates, superseded, conflicting.size(), 0, 0);
    }
}
