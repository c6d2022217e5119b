package org.starflow.it.support;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Reads a topic from the beginning, committed records only, in no consumer group.
 *
 * @param <V> type of the values
 */
public final class TopicReader<V> {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final Supplier<? extends Deserializer<V>> values;

    private TopicReader(String bootstrapServers, Supplier<? extends Deserializer<V>> values) {
        this.bootstrapServers = bootstrapServers;
        this.values = values;
    }

    /** Values as bytes. */
    public static TopicReader<byte[]> bytes(Stack stack) {
        return new TopicReader<>(stack.bootstrapServers(), ByteArrayDeserializer::new);
    }

    /** Values through a configured deserializer; a new one for each read, which closes it. */
    public static <V> TopicReader<V> of(Stack stack, Supplier<? extends Deserializer<V>> values) {
        return new TopicReader<>(stack.bootstrapServers(), values);
    }

    /** All records that are committed now. */
    public List<ConsumerRecord<byte[], V>> all(String topic) {
        try (var consumer = consumer()) {
            var partitions = assign(consumer, topic);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], V>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /**
     * Waits for {@code count} records that fit. More than {@code count} may come back.
     *
     * @throws AssertionError when the time is over first; the message says how many there were
     */
    public List<ConsumerRecord<byte[], V>> await(
            String topic, int count, Duration timeout, Predicate<ConsumerRecord<byte[], V>> fits) {
        var deadline = Instant.now().plus(timeout);
        try (var consumer = consumer()) {
            assign(consumer, topic);
            var records = new ArrayList<ConsumerRecord<byte[], V>>();
            while (records.size() < count) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("%s: expected %d records within %s, found %d"
                            .formatted(topic, count, timeout, records.size()));
                }
                consumer.poll(POLL).forEach(record -> {
                    if (fits.test(record)) {
                        records.add(record);
                    }
                });
            }
            return records;
        }
    }

    /** Waits for {@code count} records, whatever they are. */
    public List<ConsumerRecord<byte[], V>> await(String topic, int count, Duration timeout) {
        return await(topic, count, timeout, _ -> true);
    }

    private KafkaConsumer<byte[], V> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        16 << 20),
                new ByteArrayDeserializer(),
                values.get());
    }

    private static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }
}
