package org.starflow.worker.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.worker.WorkerMetrics;
import org.starflow.worker.WorkerMetrics.Step;
import org.starflow.worker.kafka.PublishException;
import org.starflow.worker.kafka.Publisher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes the outcomes of the batches that wait and the offsets of their records in one transaction. A batch whose transaction was
 * aborted is sent again from memory; records of partitions that were taken away are dropped, because whoever owns these
 * now reads them again. Where it is unknown how the transaction ended, this worker itself reads them again, from the
 * committed offsets. The producer is used from this stage's thread only.
 */
final class CommitStage implements Stage<EncodedBatch> {
    private static final Logger LOG = LoggerFactory.getLogger(CommitStage.class);

    private final RejectRecords rejects;
    private final Publisher publisher;
    private final Ownership ownership;
    private final CommitRetry.Policy retry;
    private final CommitTracker tracker;
    private final WorkerMetrics metrics;
    private final Tracing tracing;
    private final OffsetLedger ledger = new OffsetLedger();

    CommitStage(
            RejectRecords rejects,
            Publisher publisher,
            Ownership ownership,
            CommitRetry.Policy retry,
            CommitTracker tracker,
            WorkerMetrics metrics,
            Tracing tracing) {
        this.rejects = rejects;
        this.publisher = publisher;
        this.ownership = ownership;
        this.retry = retry;
        this.tracker = tracker;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public void open() {
        publisher.open();
    }

    @Override
    public void process(EncodedBatch batch) throws InterruptedException {
        processAll(List.of(batch));
    }

    /** A transaction costs the broker the same however much is in it: batches that waited for the last one share the next. */
    @Override
    public void processAll(List<EncodedBatch> batches) throws InterruptedException {
        long start = System.nanoTime();
        var traces = new SpectrumTraces(tracing);
        var encoded = new ArrayList<Outbound>();
        for (EncodedBatch batch : batches) {
            metrics.step(Step.QUEUE, batch.origin().queuedNanos(start));
            for (Outbound outbound : batch.outbound()) {
                encoded.add(traces.begin(outbound, batch.origin()));
            }
        }
        Map<SourceRecord, Outbound> committed =
                commit(encoded, traces).stream().collect(Collectors.toMap(Outbound::source, Function.identity()));
        metrics.step(Step.EMIT, System.nanoTime() - start);
        traces.end(committed.values(), start);
        for (EncodedBatch batch : batches) {
            tracker.committed(batch.origin(), committed(batch, committed));
        }
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    private static List<Outbound> committed(EncodedBatch batch, Map<SourceRecord, Outbound> committed) {
        return batch.outbound().stream()
                .map(outbound -> committed.get(outbound.source()))
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public void close() {
        publisher.close();
    }

    private List<Outbound> commit(List<Outbound> encoded, SpectrumTraces traces) throws InterruptedException {
        var attempts = new CommitRetry(retry);
        List<Outbound> batch = encoded;
        while (true) {
            var lease = ownership.lease();
            batch = batch.stream().filter(o -> lease.owns(o.source())).toList();
            if (batch.isEmpty()) {
                return batch;
            }
            if (!lease.verifiable()) {
                attempts.awaitLease(ownership, lease);
                continue;
            }
            try {
                var sources = batch.stream().map(Outbound::source).toList();
                publisher.publish(
                        batch.stream().map(Outbound::record).toList(), ledger.offsets(sources), lease.metadata());
                ledger.committed(sources);
                metrics.transaction(true);
                return batch;
            } catch (PublishException e) {
                metrics.transaction(false);
                LOG.atWarn()
                        .addKeyValue("reason", e.reason())
                        .addKeyValue("records", batch.size())
                        .addKeyValue("cause", e.getMessage())
                        .log("A transaction was not committed.");
                batch = recover(e, lease, attempts, batch).stream()
                        .map(traces::continued)
                        .toList();
            }
        }
    }

    private List<Outbound> recover(
            PublishException e, Ownership.Lease lease, CommitRetry attempts, List<Outbound> batch)
            throws InterruptedException {
        switch (e.reason()) {
            case STALE_GENERATION -> attempts.awaitLease(ownership, lease);
            case RECORD_TOO_LARGE -> {
                attempts.pause(e);
                return batch.stream().map(this::cut).toList();
            }
            case RETRIABLE -> attempts.pause(e);
            case BROKEN -> {
                attempts.pause(e);
                return readAgain(batch);
            }
            case FENCED -> {
                attempts.requireOwnTimeout(e);
                return readAgain(batch);
            }
        }
        return batch;
    }

    /** A new producer ends the open transaction, either way; only the committed offsets can tell which. */
    private List<Outbound> readAgain(List<Outbound> batch) {
        ownership.surrender(batch.stream().map(o -> o.source().partition()).toList());
        publisher.open();
        return List.of();
    }

    private Outbound cut(Outbound outbound) {
        return outbound.outcome() instanceof Refused refused ? new Outbound(refused, rejects.cut(refused)) : outbound;
    }
}
