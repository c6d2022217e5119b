package org.starflow.worker.kafka;

import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;
import org.starflow.worker.kafka.PublishException.Reason;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The transactional producer. Every call comes from one thread. A transaction spans sending and committing alone, never
 * inference, so that it lasts milliseconds.
 */
public final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration retryTimeout;
    private Producer<byte[], byte[]> producer;

    /**
     * Opens nothing yet.
     *
     * @param retryTimeout how long one commit or abort is tried again while the broker does not answer
     */
    public Publisher(Supplier<Producer<byte[], byte[]>> producers, Duration retryTimeout) {
        this.producers = producers;
        this.retryTimeout = retryTimeout;
    }

    /**
     * Opens the producer, or replaces it by a new one: either fences every earlier producer of the same id and ends its
     * open transaction. Waits for the broker as long as it takes.
     *
     * @throws WorkerException when the broker refuses for good
     */
    public void open() {
        close();
        while (true) {
            producer = producers.get();
            try {
                producer.initTransactions();
                return;
            } catch (InterruptException e) {
                close();
                throw e;
            } catch (KafkaException e) {
                close();
                if (KafkaFailures.permanent(e)) {
                    throw KafkaFailures.refused(e);
                }
                LOG.atWarn().addKeyValue("cause", e.toString()).log("The broker does not answer yet; trying again.");
            }
        }
    }

    /**
     * Writes records and offsets in one transaction.
     *
     * @throws PublishException when nothing of it is committed
     * @throws WorkerException when it is unknown whether it is, or no retry can help
     */
    public void publish(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group)
            throws PublishException {
        try {
            producer.beginTransaction();
            records.forEach(producer::send);
            producer.sendOffsetsToTransaction(offsets, group);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            throw abort(e);
        }
        commit();
    }

    /** Closes without waiting; an open transaction is left to the coordinator, or to the next producer of the id. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private void commit() throws PublishException {
        long deadline = System.nanoTime() + retryTimeout.toNanos();
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (InterruptException e) {
                throw e;
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new WorkerException(
                            ExitCode.KAFKA, "The broker did not answer a commit for " + retryTimeout + ".", e);
                }
            } catch (KafkaException | IllegalStateException e) {
                throw abort(e);
            }
        }
    }

    private PublishException abort(RuntimeException failure) {
        if (KafkaFailures.permanent(failure)) {
            throw KafkaFailures.refused(failure);
        }
        long deadline = System.nanoTime() + retryTimeout.toNanos();
        while (true) {
            try {
                producer.abortTransaction();
                Reason reason = KafkaFailures.reason(failure);
                return new PublishException(reason == Reason.FENCED ? Reason.RETRIABLE : reason, failure);
            } catch (InterruptException e) {
                throw e;
            } catch (TimeoutException e) {
                if (System.nanoTime() > deadline) {
                    throw new WorkerException(
                            ExitCode.KAFKA, "The broker did not answer an abort for " + retryTimeout + ".", e);
                }
            } catch (KafkaException | IllegalStateException e) {
                boolean fenced =
                        KafkaFailures.reason(e) == Reason.FENCED || KafkaFailures.reason(failure) == Reason.FENCED;
                return new PublishException(fenced ? Reason.FENCED : Reason.BROKEN, failure);
            }
        }
    }
}
