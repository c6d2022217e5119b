package org.starflow.worker.pipeline;

import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has been committed, for metrics, lag and liveness. */
final class CommitTracker {
    private static final Logger LOG = LoggerFactory.getLogger(CommitTracker.class);

    private final InFlight inFlight;
    private final WorkerMetrics metrics;
    private final Map<TopicPartition, Long> nextOffsets = new ConcurrentHashMap<>();
    private volatile long progressNanos = System.nanoTime();

    CommitTracker(InFlight inFlight, WorkerMetrics metrics) {
        this.inFlight = inFlight;
        this.metrics = metrics;
    }

    /** A batch left the pipeline; of its records these are committed, the others are read again. */
    void committed(RawBatch batch, List<Outbound> committed) {
        long now = System.currentTimeMillis();
        for (Outbound outbound : committed) {
            SourceRecord source = outbound.source();
            nextOffsets.put(source.partition(), source.offset() + 1);
            metrics.latency(Duration.ofMillis(now - source.record().timestamp()));
            count(outbound.outcome());
            OutcomeLog.committed(outbound);
        }
        int abandoned = batch.records().size() - committed.size();
        if (abandoned > 0) {
            metrics.abandoned(abandoned);
        }
        progressed();
        inFlight.leave(batch);
        LOG.atDebug()
                .addKeyValue("committed", committed.size())
                .addKeyValue("abandoned", abandoned)
                .log("Batch done");
    }

    /** There was nothing to do. */
    void progressed() {
        progressNanos = System.nanoTime();
    }

    Duration progressAge() {
        return Duration.ofNanos(System.nanoTime() - progressNanos);
    }

    /** Offset after the last committed record of a partition, or the given one when none was committed. */
    long nextOffset(TopicPartition partition, long otherwise) {
        return nextOffsets.getOrDefault(partition, otherwise);
    }

    void forget(TopicPartition partition) {
        nextOffsets.remove(partition);
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case Refused refused -> metrics.rejected(refused.code());
            case Inferred(var source, var spectrum, var posterior) ->
                metrics.inferred(
                        posterior.fReject(),
                        posterior.chi2() == null || posterior.chi2Dof() <= 0
                                ? null
                                : posterior.chi2() / posterior.chi2Dof(),
                        posterior.flags());
        }
    }
}
