package org.starflow.local.cli;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Sizes of the records of a topic. */
final class RecordSizes {

    private static final int ENOUGH = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private RecordSizes() {}

    /** Mean bytes of the values of the first records of partition 0, before compression. */
    static int mean(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        var partition = new TopicPartition(topic, 0);
        long records = 0;
        long bytes = 0;
        Instant deadline = Instant.now().plus(PATIENCE);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (records < ENOUGH && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    records++;
                    bytes += record.serializedValueSize();
                }
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                if (consumer.position(partition) >= end) {
                    break;
                }
            }
        }
        if (records == 0) {
            throw CliException.environment("Topic " + topic + " has no record in partition 0.");
        }
        return Math.toIntExact(bytes / records);
    }
}
