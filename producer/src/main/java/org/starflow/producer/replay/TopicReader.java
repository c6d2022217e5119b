package org.starflow.producer.replay;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Reads a topic from a time on up to where it ended when the reading began, so that what a replay writes to the same
 * topic is not read again. Records come in order of time as far as a look-ahead of 32 records a partition sees.
 */
public final class TopicReader implements AutoCloseable {
    private static final int LOOK_AHEAD = 32;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final PriorityQueue<ConsumerRecord<byte[], byte[]>> ahead =
            new PriorityQueue<>(Comparator.comparingLong(ConsumerRecord::timestamp));
    private final long untilMillis;

    /** Opens a reader; times are ms since 1970-01-01 UTC, ends exclusive. */
    public TopicReader(Map<String, Object> kafka, String topic, long sinceMillis, long untilMillis) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 64);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.untilMillis = untilMillis;
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
        consumer.assign(partitions);
        this.ends = new HashMap<>(consumer.endOffsets(partitions));
        seek(partitions, sinceMillis);
    }

    private void seek(List<TopicPartition> partitions, long since) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(p -> times.put(p, since));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp at = offsets.get(partition);
            if (at == null) {
                consumer.seek(partition, ends.get(partition));
            } else {
                consumer.seek(partition, at.offset());
            }
        }
    }

    /** The next record, or null at the end. */
    public ConsumerRecord<byte[], byte[]> next() {
        while (ahead.size() < LOOK_AHEAD * ends.size() && !finished()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                var partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition) && record.timestamp() < untilMillis) {
                    ahead.add(record);
                }
            }
        }
        return ahead.poll();
    }

    private boolean finished() {
        var open = new ArrayList<TopicPartition>();
        ends.forEach((partition, end) -> {
            if (consumer.position(partition) < end) {
                open.add(partition);
            }
        });
        return open.isEmpty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
