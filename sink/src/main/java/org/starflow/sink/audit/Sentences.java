package org.starflow.sink.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Audits in words. */
final class Sentences {
    private Sentences() {}

    static AuditReport report(List<ModelAudit> models, long behind, long quarantined, Instant at) {
        Verdict verdict = models.stream().map(ModelAudit::verdict).reduce(Verdict.CONSISTENT, Verdict::worse);
        String sentence = switch (verdict) {
            case CONSISTENT -> "Every input has exactly one outcome, and every outcome its row.";
            case IN_PROGRESS -> inProgress(models, behind);
            case DIFFERENCE -> differences(models);
        };
        return new AuditReport(verdict, sentence, at, behind == 0, behind, quarantined, List.copyOf(models));
    }

    private static String inProgress(List<ModelAudit> models, long behind) {
        long waiting = models.stream()
                .flatMap(model -> model.partitions().stream())
                .mapToLong(PartitionAudit::waiting)
                .sum();
        long inFlight = models.stream()
                .flatMap(model -> model.partitions().stream())
                .mapToLong(PartitionAudit::inFlight)
                .sum();
        return "Nothing is wrong so far: %d inputs wait for the workers, %d are between worker and database (the sink is %d offsets behind)."
                .formatted(waiting, inFlight, behind);
    }

    private static String differences(List<ModelAudit> models) {
        var parts = new ArrayList<String>();
        for (ModelAudit model : models) {
            for (PartitionAudit p : model.partitions()) {
                add(parts, p.missing(), "%d inputs without an outcome in partition " + p.partition());
                add(parts, p.duplicates(), "%d inputs with more than one outcome in partition " + p.partition());
                add(
                        parts,
                        p.beyondEnd() ? 1 : 0,
                        "%d partition whose ledger is ahead of the topic: partition " + p.partition());
            }
            add(parts, model.results().lost(), "%d results without a row");
            add(parts, model.results().unaccounted(), "%d result rows that the ledger does not know");
            add(parts, model.rejects().lost(), "%d rejects without a row");
            add(parts, model.rejects().unaccounted(), "%d reject rows that the ledger does not know");
        }
        return "Difference: " + String.join("; ", parts) + ".";
    }

    private static void add(List<String> parts, long count, String sentence) {
        if (count > 0) {
            parts.add(sentence.formatted(count));
        }
    }
}
