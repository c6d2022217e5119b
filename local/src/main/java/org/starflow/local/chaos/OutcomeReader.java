package org.starflow.local.chaos;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads results and rejects on and on, committed ones only, and remembers which inputs have an outcome. */
final class OutcomeReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final WireFormat wire;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaConsumer<byte[], byte[]> ends;
    private final List<TopicPartition> partitions = new ArrayList<>();
    /** By model and dash and version, and partition of the input. */
    private final Map<String, Map<Integer, BitSet>> outcomes = new HashMap<>();

    private final Map<TopicPartition, Set<Long>> records = new HashMap<>();

    OutcomeReader(String bootstrapServers, WireFormat wire) {
        this.wire = wire;
        this.consumer = Topics.consumer(bootstrapServers, true);
        this.ends = Topics.consumer(bootstrapServers, false);
        partitions.addAll(Topics.assign(consumer, Topics.INFERENCES));
        partitions.addAll(Topics.assign(consumer, Topics.REJECTS));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads all that was written when this was called; false when a transaction stays open for longer. */
    boolean readToTheEnd(Duration patience) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        Map<TopicPartition, Long> written = ends.endOffsets(partitions, Duration.ofSeconds(10));
        while (partitions.stream().anyMatch(p -> consumer.position(p) < written.get(p))) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                remember(record);
            }
        }
        return true;
    }

    private void remember(ConsumerRecord<byte[], byte[]> record) throws IOException, InterruptedException {
        boolean result = record.topic().equals(Topics.INFERENCES);
        Outcome outcome = result ? Outcome.result(record, wire) : Outcome.reject(record);
        outcomes.computeIfAbsent(outcome.model().replace(' ', '-'), _ -> new HashMap<>())
                .computeIfAbsent(outcome.source().partition(), _ -> new BitSet())
                .set(Math.toIntExact(outcome.source().offset()));
        records.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), _ -> new TreeSet<>())
                .add(record.offset());
    }

    /** The first offset of a partition of the inputs without an outcome of a model. */
    long firstWithout(String model, int partition) {
        BitSet known = outcomes.getOrDefault(model, Map.of()).get(partition);
        return known == null ? 0 : known.nextClearBit(0);
    }

    /** Offsets of the committed records of a partition that lie before an offset. */
    List<Long> before(TopicPartition partition, long offset) {
        return records.getOrDefault(partition, Set.of()).stream()
                .filter(known -> known < offset)
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
        ends.close();
    }
}
