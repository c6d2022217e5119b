package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What happens when partitions come and go. Called on the poll thread, inside poll and close. */
final class Rebalances implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Rebalances.class);

    private final Consumer<?, ?> consumer;
    private final Ownership ownership;
    private final MicroBatcher batcher;
    private final InFlight inFlight;
    private final Positions positions;
    private final CommitTracker tracker;
    private final WorkerMetrics metrics;
    private final Duration revokeTimeout;
    private final BooleanSupplier stopping;

    Rebalances(
            Consumer<?, ?> consumer,
            Ownership ownership,
            MicroBatcher batcher,
            InFlight inFlight,
            Positions positions,
            CommitTracker tracker,
            WorkerMetrics metrics,
            Duration revokeTimeout,
            BooleanSupplier stopping) {
        this.consumer = consumer;
        this.ownership = ownership;
        this.batcher = batcher;
        this.inFlight = inFlight;
        this.positions = positions;
        this.tracker = tracker;
        this.metrics = metrics;
        this.revokeTimeout = revokeTimeout;
        this.stopping = stopping;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        ownership.assigned(partitions, consumer.groupMetadata());
        if (!partitions.isEmpty()) {
            LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
        }
    }

    /**
     * The partitions are still ours until this returns: batches in flight get some time to be committed. Whatever is
     * committed too late carries an old generation and is refused by the broker.
     */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        batcher.drop(record -> partitions.contains(record.partition()));
        boolean done = inFlight.awaitNone(partitions, revokeTimeout, stopping);
        release(partitions);
        LOG.atInfo()
                .addKeyValue("partitions", partitions)
                .addKeyValue("finished", done)
                .log("Partitions revoked");
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        batcher.drop(record -> partitions.contains(record.partition()));
        release(partitions);
        LOG.atWarn().addKeyValue("partitions", partitions).log("Partitions lost");
    }

    /** Reads partitions again from their committed offsets, as if they had just been assigned. */
    void rewind(Set<TopicPartition> partitions) {
        batcher.drop(record -> partitions.contains(record.partition()));
        var committed = consumer.committed(partitions);
        for (TopicPartition partition : partitions) {
            var offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        ownership.assigned(partitions, consumer.groupMetadata());
        LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions read again from their committed offsets");
    }

    private void release(Collection<TopicPartition> partitions) {
        ownership.revoked(partitions);
        for (TopicPartition partition : partitions) {
            positions.forget(partition);
            tracker.forget(partition);
            metrics.lag(partition, 0);
        }
    }
}
