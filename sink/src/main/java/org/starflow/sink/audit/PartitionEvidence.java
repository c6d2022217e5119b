package org.starflow.sink.audit;

import org.starflow.sink.broker.OffsetRange;

import java.util.List;
import java.util.OptionalLong;

/**
 * What is known of one partition of the spectra and one model version.
 *
 * @param partition number of the partition
 * @param begin first offset that the broker still has
 * @param end offset after the last, when the audit began
 * @param committed offset that the workers have committed, before anything else was looked at
 * @param inferred outcomes inferred in the ledger, from begin to end
 * @param rejected outcomes rejected in the ledger, from begin to end
 * @param older outcomes in the ledger below begin, whose inputs retention has deleted
 * @param highest highest offset in the ledger
 * @param gaps offsets from begin to end without an outcome
 * @param uncounted such offsets beyond those listed in gaps
 * @param duplicates offsets with more than one outcome
 * @param duplicateExamples some of them
 */
record PartitionEvidence(
        int partition,
        long begin,
        long end,
        OptionalLong committed,
        long inferred,
        long rejected,
        long older,
        OptionalLong highest,
        List<OffsetRange> gaps,
        long uncounted,
        long duplicates,
        List<Long> duplicateExamples) {

    /** Offset up to which the workers have promised an outcome for every input. */
    long promised() {
        // Without a group there is no worker, so nothing below the ledger's highest entry is still to come.
        return committed.orElse(highest.isPresent() ? highest.getAsLong() + 1 : begin);
    }
}
