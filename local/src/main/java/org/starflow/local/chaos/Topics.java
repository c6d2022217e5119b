package org.starflow.local.chaos;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Names of the topics and a plain reader that belongs to no group. */
final class Topics {

    static final String SPECTRA = "starflow.spectra";
    static final String INFERENCES = "starflow.inferences";
    static final String REJECTS = "starflow.rejects";
    /** Spectra of simulated stars, from which the stream is made. */
    static final String STARS = "starflow.chaos.stars";
    /** What the producer makes of its files when nothing disturbs it. */
    static final String FILES = "starflow.chaos.files";

    private static final Duration POLL = Duration.ofMillis(300);

    private Topics() {}

    /** What to do with a record. */
    @FunctionalInterface
    interface Visitor {
        void visit(ConsumerRecord<byte[], byte[]> record) throws IOException, InterruptedException;
    }

    /** Every record that is there now, from the beginning; aborted ones too where {@code committed} is false. */
    static void read(String bootstrapServers, String topic, boolean committed, Visitor visitor)
            throws IOException, InterruptedException {
        try (var consumer = consumer(bootstrapServers, committed)) {
            List<TopicPartition> partitions = assign(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    visitor.visit(record);
                }
            }
        }
    }

    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, boolean committed) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        committed ? "read_committed" : "read_uncommitted",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        8 << 20,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        1_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** All partitions of a topic, from the beginning. */
    static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(p.topic(), p.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    /** Text of a header; empty when it is not there. */
    static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
