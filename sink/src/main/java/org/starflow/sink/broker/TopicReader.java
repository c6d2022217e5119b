package org.starflow.sink.broker;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Looks into a topic whether there are committed records at given offsets. */
@ApplicationScoped
public class TopicReader {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MOST_RECORDS = 10_000;

    private final Map<String, Object> kafka;

    /** @param kafka settings of {@code kafka.*} */
    public TopicReader(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /** Looks at ranges in order, for at most {@value #MOST_RECORDS} records and 15 s. */
    public Existence.Seen look(TopicPartition partition, List<OffsetRange> ranges) {
        var records = new TreeSet<Long>();
        long unseen = 0;
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
            consumer.assign(List.of(partition));
            for (OffsetRange range : ranges) {
                consumer.seek(partition, range.from());
                long position = range.from();
                while (position < range.to() && records.size() < MOST_RECORDS && System.nanoTime() - deadline < 0) {
                    position = read(consumer, partition, range, records);
                }
                unseen += Math.max(0, range.to() - position);
            }
            return new Existence.Seen(records, unseen);
        } catch (KafkaException e) {
            throw new BrokerAwayException(e);
        }
    }

    private static long read(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, OffsetRange range, Set<Long> records) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
            if (record.offset() < range.to()) {
                records.add(record.offset());
            }
        }
        return consumer.position(partition);
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "starflow-sink-audit");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4194304");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return settings;
    }
}
