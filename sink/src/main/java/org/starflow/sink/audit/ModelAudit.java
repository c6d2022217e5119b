package org.starflow.sink.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * The account of one model version.
 *
 * @param model name of the model; null when none has sent anything
 * @param version version of the model; null likewise
 * @param verdict what comes out
 * @param active whether its workers' group has members
 * @param partitions partitions of the spectra
 * @param results ledger against result rows
 * @param rejects ledger against reject rows
 */
public record ModelAudit(
        String model,
        String version,
        Verdict verdict,
        @JsonProperty("workers_active") boolean active,
        List<PartitionAudit> partitions,
        RowAudit results,
        RowAudit rejects) {

    long differences() {
        return partitions.stream().mapToLong(PartitionAudit::differences).sum()
                + results.differences()
                + rejects.differences();
    }
}
