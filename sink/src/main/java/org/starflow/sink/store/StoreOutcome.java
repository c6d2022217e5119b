package org.starflow.sink.store;

/**
 * What became of a batch.
 *
 * @param inserted results that were new
 * @param updated results that replaced one of an earlier position of the same spectrum
 * @param duplicates results that were there already, from the same position and with the same content
 * @param superseded results of an earlier position than the row that is there
 * @param conflicts results from the same position with other content; the row that was first stays
 * @param rejects rejects that were new
 * @param quarantined records that could not be read or stored
 */
public record StoreOutcome(
        int inserted, int updated, int duplicates, int superseded, int conflicts, int rejects, int quarantined) {
    /** Nothing. */
    public static final StoreOutcome NONE = new StoreOutcome(0, 0, 0, 0, 0, 0, 0);

    /** Sum of two outcomes. */
    public StoreOutcome plus(StoreOutcome other) {
        return new StoreOutcome(
                inserted + other.inserted,
                updated + other.updated,
                duplicates + other.duplicates,
                superseded + other.superseded,
                conflicts + other.conflicts,
                rejects + other.rejects,
                quarantined + other.quarantined);
    }

    StoreOutcome withRejects(int count) {
        return new StoreOutcome(inserted, updated, duplicates, superseded, conflicts, count, quarantined);
    }

    StoreOutcome withQuarantined(int count) {
        return new StoreOutcome(inserted, updated, duplicates, superseded, conflicts, rejects, count);
    }
}
