package org.starflow.sink.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.starflow.sink.broker.OffsetRange;

import java.util.List;

/**
 * The account of one partition: inputs = offsets with an outcome + waiting + in flight + no record + missing.
 *
 * @param partition number of the partition
 * @param begin first offset that the broker still has
 * @param end offset after the last
 * @param committed offset that the workers have committed; null when they have not
 * @param inputs offsets from begin to end
 * @param inferred outcomes inferred
 * @param rejected outcomes rejected
 * @param older outcomes of inputs that retention has deleted
 * @param waiting offsets that the workers have not come to
 * @param inFlight offsets that the workers are done with and whose outcome the sink may not have read yet
 * @param noRecord offsets without an outcome at which there is no record
 * @param missing offsets of records whose outcome is nowhere
 * @param missingRanges where they are, to exclusive; not more than the limit
 * @param unverified those of missing where nobody has looked whether there is a record
 * @param duplicates offsets with more than one outcome
 * @param duplicateOffsets some of them
 * @param beyondEnd whether the ledger knows offsets that the topic does not have yet
 */
public record PartitionAudit(
        int partition,
        long begin,
        long end,
        Long committed,
        long inputs,
        long inferred,
        long rejected,
        long older,
        long waiting,
        @JsonProperty("in_flight") long inFlight,
        @JsonProperty("no_record") long noRecord,
        long missing,
        @JsonProperty("missing_ranges") List<OffsetRange> missingRanges,
        long unverified,
        long duplicates,
        @JsonProperty("duplicate_offsets") List<Long> duplicateOffsets,
        @JsonProperty("beyond_end") boolean beyondEnd) {

    long differences() {
        return missing + duplicates + (beyondEnd ? 1 : 0);
    }

    boolean inProgress() {
        return waiting + inFlight > 0;
    }
}
