package org.starflow.sink.audit;

import org.starflow.sink.broker.Existence;
import org.starflow.sink.broker.OffsetRange;

import java.util.List;
import java.util.TreeSet;

/** Turns evidence into an account. Not yet is not lost, and an offset without a record is not an input. */
final class Judgement {
    /** So few waiting offsets at the end of a partition may be transaction markers: worth a look. */
    private static final long LOOK_AT_WAITING = 16;

    private final Existence existence;
    private final int limit;

    Judgement(Existence existence, int limit) {
        this.existence = existence;
        this.limit = limit;
    }

    /**
     * Judges one partition.
     *
     * @param evidence what is known
     * @param sinkCaughtUp whether the sink has read every outcome that was published before the evidence was taken
     * @param endNow offset after the last record of the partition, taken after the ledger
     */
    PartitionAudit judge(PartitionEvidence evidence, boolean sinkCaughtUp, long endNow) {
        List<OffsetRange> done = Ranges.below(evidence.gaps(), evidence.promised());
        List<OffsetRange> ahead = Ranges.from(evidence.gaps(), evidence.promised());
        long waiting = Ranges.size(ahead);
        long noRecord = 0;
        if (waiting > 0 && waiting <= LOOK_AT_WAITING) {
            var seen = existence.look(evidence.partition(), ahead);
            noRecord = waiting - seen.records().size() - seen.unseen();
            waiting -= noRecord;
        }
        long open = Ranges.size(done) + evidence.uncounted();
        if (!sinkCaughtUp) {
            return account(evidence, waiting, open, noRecord, 0, List.of(), 0, endNow);
        }
        var seen = done.isEmpty() ? new Existence.Seen(new TreeSet<>(), 0) : existence.look(evidence.partition(), done);
        long unverified = seen.unseen() + evidence.uncounted();
        long missing = seen.records().size() + unverified;
        List<OffsetRange> ranges =
                Ranges.of(seen.records()).stream().limit(limit).toList();
        return account(evidence, waiting, 0, noRecord + open - missing, missing, ranges, unverified, endNow);
    }

    private static PartitionAudit account(
            PartitionEvidence e,
            long waiting,
            long inFlight,
            long noRecord,
            long missing,
            List<OffsetRange> missingRanges,
            long unverified,
            long endNow) {
        return new PartitionAudit(
                e.partition(),
                e.begin(),
                e.end(),
                e.committed().isPresent() ? e.committed().getAsLong() : null,
                e.end() - e.begin(),
                e.inferred(),
                e.rejected(),
                e.older(),
                waiting,
                inFlight,
                noRecord,
                missing,
                missingRanges,
                unverified,
                e.duplicates(),
                e.duplicateExamples(),
                e.highest().isPresent() && e.highest().getAsLong() >= endNow);
    }
}
