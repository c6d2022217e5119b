package org.starflow.worker.pipeline;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The offsets to commit: those of processed records + 1, never the consumer's position, which runs ahead. Refuses a
 * batch that does not follow the one before it in its partition, so that a fault of the pipeline ends the worker
 * instead of losing a spectrum. Commit thread only.
 */
final class OffsetLedger {
    private record Mark(long epoch, long nextSequence) {}

    private final Map<TopicPartition, Mark> marks = new HashMap<>();

    /**
     * Offsets that commit these records.
     *
     * @throws WorkerException when a record polled before them in the same assignment has not been committed
     */
    Map<TopicPartition, OffsetAndMetadata> offsets(List<SourceRecord> records) {
        var next = new HashMap<TopicPartition, Mark>();
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (SourceRecord record : records) {
            Mark mark = next.getOrDefault(record.partition(), marks.get(record.partition()));
            long expected = mark != null && mark.epoch() == record.epoch() ? mark.nextSequence() : 0;
            if (record.sequence() != expected) {
                throw new WorkerException(
                        ExitCode.INTERNAL,
                        "Record " + record.offset() + " of " + record.partition() + " is number " + record.sequence()
                                + " of its assignment, expected number " + expected
                                + ": it must not be committed before the records between.");
            }
            next.put(record.partition(), new Mark(record.epoch(), expected + 1));
            offsets.put(
                    record.partition(),
                    new OffsetAndMetadata(record.offset() + 1, record.record().leaderEpoch(), ""));
        }
        return offsets;
    }

    /** Notes that these records are committed. */
    void committed(List<SourceRecord> records) {
        records.forEach(record -> marks.put(record.partition(), new Mark(record.epoch(), record.sequence() + 1)));
    }
}
