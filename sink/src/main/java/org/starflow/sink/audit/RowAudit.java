package org.starflow.sink.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * The ledger against the rows of results or of rejects.
 *
 * @param ledger entries of the ledger; a spectrum that was sent twice has two and one row
 * @param rows rows
 * @param lost entries without a row
 * @param lostExamples some of them: spectrum, or partition/offset
 * @param unaccounted rows without an entry
 */
public record RowAudit(
        long ledger,
        long rows,
        long lost,
        @JsonProperty("lost_examples") List<String> lostExamples,
        long unaccounted) {

    long differences() {
        return lost + unaccounted;
    }
}
