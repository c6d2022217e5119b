package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which partitions this worker owns, and under which generation of the group. The poll thread writes it inside the
 * rebalance callbacks and after each poll; the other stages read one {@link Lease} that holds both together.
 *
 * <p>Both must come from one snapshot: the broker checks the generation of a transactional offset commit but not who
 * owns the partition, so offsets of a partition that was taken away, sent with the generation after it, would be
 * accepted (KIP-447).
 */
final class Ownership {
    /**
     * Partitions with the epoch of their assignment, and the group metadata of that moment.
     *
     * @param version counts the leases
     * @param epochs epoch of each owned partition
     */
    record Lease(long version, Map<TopicPartition, Long> epochs, ConsumerGroupMetadata metadata) {
        /** Whether the record was read in an assignment that still holds. */
        boolean owns(SourceRecord record) {
            Long epoch = epochs.get(record.partition());
            return epoch != null && epoch == record.epoch();
        }

        /**
         * Whether the broker will check these metadata. A member that was expelled has no generation, and a transactional
         * commit without one is accepted unchecked.
         */
        boolean verifiable() {
            return metadata.generationId() > 0 && !metadata.memberId().isEmpty();
        }
    }

    private final Set<TopicPartition> surrendered = new HashSet<>();
    private Lease lease;
    private long lastEpoch;

    Ownership(ConsumerGroupMetadata metadata) {
        this.lease = new Lease(0, Map.of(), metadata);
    }

    synchronized Lease lease() {
        return lease;
    }

    synchronized void assigned(Collection<TopicPartition> partitions, ConsumerGroupMetadata metadata) {
        var epochs = new HashMap<>(lease.epochs());
        for (TopicPartition partition : partitions) {
            if (epochs.put(partition, ++lastEpoch) != null) {
                throw new IllegalStateException(
                        "Partition " + partition + " was assigned twice and not revoked between.");
            }
        }
        partitions.forEach(surrendered::remove);
        publish(epochs, metadata);
    }

    synchronized void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(surrendered::remove);
        withdraw(partitions);
    }

    /**
     * For the commit stage, when it is unknown whether a transaction was committed: what is in flight of these partitions
     * is not ours any more, and the poll thread is asked to read them again from the committed offsets.
     */
    synchronized void surrender(Collection<TopicPartition> partitions) {
        partitions.stream().filter(lease.epochs()::containsKey).forEach(surrendered::add);
        withdraw(partitions);
    }

    /** Partitions that are assigned to this worker and have to be read again; {@link #assigned} takes them back. */
    synchronized Set<TopicPartition> surrendered() {
        return Set.copyOf(surrendered);
    }

    synchronized void refresh(ConsumerGroupMetadata metadata) {
        if (!metadata.equals(lease.metadata())) {
            publish(lease.epochs(), metadata);
        }
    }

    /** Waits for another lease than this one; gives the current one after the timeout. */
    synchronized Lease awaitOther(Lease seen, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (lease.version() == seen.version()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return lease;
    }

    private void withdraw(Collection<TopicPartition> partitions) {
        var epochs = new HashMap<>(lease.epochs());
        partitions.forEach(epochs::remove);
        publish(epochs, lease.metadata());
    }

    private void publish(Map<TopicPartition, Long> epochs, ConsumerGroupMetadata metadata) {
        lease = new Lease(lease.version() + 1, Map.copyOf(epochs), metadata);
        notifyAll();
    }
}
