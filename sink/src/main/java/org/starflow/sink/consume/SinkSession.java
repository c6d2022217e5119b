package org.starflow.sink.consume;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.Topics;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.record.RecordDecoder;
import org.starflow.sink.record.RegistryAwayException;
import org.starflow.sink.record.SinkRecord;
import org.starflow.sink.store.BatchStore;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.FencedException;
import org.starflow.sink.store.OffsetMove;
import org.starflow.sink.store.SqlErrors;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/**
 * One life of a consumer: poll, store, go on. What one poll gave is stored in one transaction with its offsets. While
 * that fails, every partition is paused and polling goes on, so that the group keeps its member. Not thread-safe.
 */
final class SinkSession {
    private static final Logger LOGGER = LoggerFactory.getLogger(SinkSession.class);

    private final Consumer<byte[], byte[]> consumer;
    private final RecordDecoder decoder;
    private final BatchStore store;
    private final SinkMeters meters;
    private final String owner;
    private final Duration pollTimeout;
    private final Waiting waiting;
    private final Positions positions;
    private final LagWatch lagWatch;
    private final SpectrumTraces traces;
    private PendingBatch pending;
    private boolean joined;

    SinkSession(
            Consumer<byte[], byte[]> consumer,
            RecordDecoder decoder,
            BatchStore store,
            Database database,
            SinkState state,
            SinkMeters meters,
            SinkConfig config,
            Tracing tracing,
            String owner) {
        this.consumer = consumer;
        this.decoder = decoder;
        this.store = store;
        this.meters = meters;
        this.owner = owner;
        this.pollTimeout = config.pollTimeout();
        this.waiting = new Waiting(state, new Backoff(config.retryInitial(), config.retryMax()));
        this.positions = new Positions(consumer, database, meters, owner);
        this.traces = new SpectrumTraces(tracing);
        this.lagWatch = new LagWatch(consumer, state, meters);
    }

    void subscribe() {
        consumer.subscribe(Set.of(Topics.INFERENCES, Topics.REJECTS), new Ownership());
    }

    /** One turn of the loop. */
    void step() {
        ConsumerRecords<byte[], byte[]> records = poll();
        if (!records.nextOffsets().isEmpty()) {
            if (pending != null) {
                throw new IllegalStateException(
                        "Records came while a batch waits: reading again from the database's offsets");
            }
            pending = new PendingBatch(records);
        }
        boolean progress = false;
        if (waiting.due()) {
            progress = advance();
        }
        lagWatch.observe(positions.known(), progress, joined && pending == null && positions.settled());
    }

    /** Tells Kafka, for lag tools, where the database stands. */
    void commitToKafka() {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        positions.known().forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        consumer.commitSync(offsets, Duration.ofSeconds(5));
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        try {
            return consumer.poll(waiting.remaining().orElse(pollTimeout));
        } catch (InvalidOffsetException e) {
            positions.hold(e.partitions());
            return ConsumerRecords.empty();
        }
    }

    private boolean advance() {
        try {
            positions.settle();
            boolean progress = pending != null && storePending();
            if (waiting.over()) {
                consumer.resume(consumer.assignment());
            }
            return progress;
        } catch (FencedException e) {
            meters.fenced(1);
            LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("Batch given up, reading again");
            Collection<TopicPartition> partitions = pending == null ? consumer.assignment() : pending.partitions();
            pending = null;
            positions.hold(partitions);
        } catch (SQLException e) {
            meters.error("database");
            block("The database can not work: " + SqlErrors.message(e), e);
        } catch (RegistryAwayException e) {
            meters.error("registry");
            block(e.getMessage(), e);
        } catch (RetriableException e) {
            meters.error("broker");
            block("The broker does not answer: " + e.getMessage(), e);
        } catch (BlockedException e) {
            block(e.getMessage(), e);
        }
        return false;
    }

    private void block(String reason, Exception cause) {
        consumer.pause(consumer.assignment());
        waiting.failed(reason, cause);
    }

    private boolean storePending() throws SQLException, RegistryAwayException {
        List<SinkRecord> records = pending.decode(decoder);
        List<OffsetMove> moves = pending.moves(positions.known());
        if (!moves.isEmpty()) {
            long start = System.nanoTime();
            var outcome = store.store(records, moves, owner);
            meters.batch(Duration.ofNanos(System.nanoTime() - start), records.size());
            meters.stored(outcome);
            positions.moved(moves);
            traces.stored(records, start);
            StoredLog.stored(records);
            commitLater(moves);
        }
        pending = null;
        return true;
    }

    private void commitLater(List<OffsetMove> moves) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        moves.forEach(move -> offsets.put(move.partition(), new OffsetAndMetadata(move.to())));
        consumer.commitAsync(offsets, (committed, failure) -> {
            if (failure != null) {
                LOGGER.atDebug()
                        .addKeyValue("reason", failure.getMessage())
                        .log("Offsets not told to Kafka; the database has them");
            }
        });
    }

    private final class Ownership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            joined = true;
            positions.hold(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            positions.forget(partitions);
            if (pending != null) {
                pending.drop(partitions);
                pending = pending.isEmpty() ? null : pending;
            }
        }
    }
}
