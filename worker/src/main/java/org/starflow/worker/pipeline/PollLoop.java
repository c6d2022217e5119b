package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.worker.WorkerMetrics;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Polls for ever, also while the stages are full: then partitions are paused, so that the broker sees a live member
 * however slow inference is. The consumer is used from this loop's thread only.
 */
final class PollLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final long LONGEST_WAIT_MILLIS = 100;
    /** Short, since a rebalance goes on with each poll only. */
    private static final Duration WAIT_FOR_ROOM = Duration.ofMillis(20);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final MicroBatcher batcher;
    private final InFlight inFlight;
    private final Ownership ownership;
    private final Positions positions;
    private final CommitTracker tracker;
    private final Rebalances rebalances;
    private final WorkerMetrics metrics;
    private final java.util.function.Consumer<RawBatch> next;

    private volatile boolean running;
    private volatile boolean stopping;
    private volatile long drainUntilNanos;
    private volatile long beatNanos = System.nanoTime();
    private volatile int assigned;
    private volatile int paused;
    private long measuredNanos = System.nanoTime();

    PollLoop(
            Consumer<byte[], byte[]> consumer,
            String topic,
            MicroBatcher batcher,
            InFlight inFlight,
            Ownership ownership,
            CommitTracker tracker,
            Duration revokeTimeout,
            WorkerMetrics metrics,
            java.util.function.Consumer<RawBatch> next) {
        this.consumer = consumer;
        this.topic = topic;
        this.batcher = batcher;
        this.inFlight = inFlight;
        this.ownership = ownership;
        this.positions = new Positions();
        this.tracker = tracker;
        this.rebalances = new Rebalances(
                consumer, ownership, batcher, inFlight, positions, tracker, metrics, revokeTimeout, () -> stopping);
        this.metrics = metrics;
        this.next = next;
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(topic), rebalances);
            while (!stopping) {
                cycle();
                running = true;
            }
            drain();
        } finally {
            running = false;
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    /** Ends the loop: it takes nothing new, waits so long for the batches in flight, and leaves the group. */
    void stop(Duration drainTimeout) {
        drainUntilNanos = System.nanoTime() + drainTimeout.toNanos();
        stopping = true;
    }

    /** Whether the broker has been polled at least once and the loop goes on. */
    boolean running() {
        return running;
    }

    Duration beatAge() {
        return Duration.ofNanos(System.nanoTime() - beatNanos);
    }

    int assigned() {
        return assigned;
    }

    int paused() {
        return paused;
    }

    void cycle() {
        beatNanos = System.nanoTime();
        readAgain();
        regulate();
        accept(poll());
        ownership.refresh(consumer.groupMetadata());
        while (inFlight.hasRoom()) {
            var batch = batcher.next();
            if (batch.isEmpty()) {
                break;
            }
            inFlight.enter(batch.get());
            next.accept(batch.get());
        }
        measure();
    }

    /** While a whole batch waits for room, it is the room that ends the wait: the broker has nothing to say then. */
    private ConsumerRecords<byte[], byte[]> poll() {
        if (batcher.full()) {
            inFlight.awaitRoom(WAIT_FOR_ROOM);
        }
        try {
            return consumer.poll(wait(batcher));
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Polling failed; trying again.");
            return ConsumerRecords.empty();
        }
    }

    private static Duration wait(MicroBatcher batcher) {
        if (batcher.full()) {
            return Duration.ZERO;
        }
        long due = batcher.untilDue().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        return Duration.ofMillis(Math.clamp(due, 1, LONGEST_WAIT_MILLIS));
    }

    private void accept(ConsumerRecords<byte[], byte[]> records) {
        var lease = ownership.lease();
        for (TopicPartition partition : records.partitions()) {
            Long epoch = lease.epochs().get(partition);
            if (epoch != null) {
                for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                    batcher.add(positions.take(record, partition, epoch));
                }
            }
        }
    }

    /** Nothing is polled that could not be handed on; what the client has fetched of a paused partition it keeps. */
    private void regulate() {
        Set<TopicPartition> all = consumer.assignment();
        Set<TopicPartition> resting = consumer.paused();
        if (batcher.full() && !resting.containsAll(all)) {
            consumer.pause(all);
        } else if (!batcher.full() && !resting.isEmpty()) {
            consumer.resume(resting);
        }
        assigned = all.size();
        paused = batcher.full() ? all.size() : 0;
    }

    private void readAgain() {
        Set<TopicPartition> partitions = ownership.surrendered();
        if (partitions.isEmpty()) {
            return;
        }
        try {
            rebalances.rewind(partitions);
        } catch (RetriableException e) {
            LOG.atWarn().addKeyValue("cause", e.toString()).log("Committed offsets are not known yet; trying again.");
        }
    }

    private void drain() {
        batcher.drop(record -> true);
        while (inFlight.batches() > 0 && System.nanoTime() - drainUntilNanos < 0) {
            beatNanos = System.nanoTime();
            consumer.pause(consumer.assignment());
            consumer.poll(Duration.ofMillis(20));
            ownership.refresh(consumer.groupMetadata());
        }
        int left = inFlight.batches();
        if (left > 0) {
            LOG.atWarn().addKeyValue("batches", left).log("Batches in flight are abandoned; they will be read again.");
        }
    }

    private void measure() {
        long now = System.nanoTime();
        if (inFlight.batches() == 0 && batcher.waiting() == 0) {
            tracker.progressed();
        }
        if (now - measuredNanos > MEASURE_EVERY.toNanos()) {
            measuredNanos = now;
            for (TopicPartition partition : ownership.lease().epochs().keySet()) {
                long unpolled = consumer.currentLag(partition).orElse(0);
                metrics.lag(partition, unpolled + positions.uncommitted(partition, tracker));
            }
        }
    }
}
