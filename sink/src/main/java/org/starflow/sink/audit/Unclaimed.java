package org.starflow.sink.audit;

import org.starflow.sink.broker.Broker;

import java.util.List;
import java.util.Map;

/** The account when no model has ever sent anything: every input waits. */
final class Unclaimed {
    private static final RowAudit NO_ROWS = new RowAudit(0, 0, 0, List.of(), 0);

    private Unclaimed() {}

    static ModelAudit account(Map<Integer, Broker.Range> spectra) {
        List<PartitionAudit> partitions = spectra.entrySet().stream()
                .map(entry -> waiting(entry.getKey(), entry.getValue()))
                .toList();
        boolean any = partitions.stream().anyMatch(PartitionAudit::inProgress);
        return new ModelAudit(null, null, Verdict.of(0, any), false, partitions, NO_ROWS, NO_ROWS);
    }

    private static PartitionAudit waiting(int partition, Broker.Range range) {
        long inputs = range.end() - range.begin();
        return new PartitionAudit(
                partition,
                range.begin(),
                range.end(),
                null,
                inputs,
                0,
                0,
                0,
                inputs,
                0,
                0,
                0,
                List.of(),
                0,
                0,
                List.of(),
                false);
    }
}
