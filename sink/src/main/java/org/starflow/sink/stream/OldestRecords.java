package org.starflow.sink.stream;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.starflow.schemas.Topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Looks up the timestamps of single records of the spectra topic. A record that was looked up once is remembered for as
 * long as it is asked for, so that a stream that stands still costs nothing. Not thread-safe.
 */
final class OldestRecords implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMillis(700);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<Place, Long> known = new HashMap<>();

    OldestRecords(Map<String, Object> kafka) {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "starflow-sink-stream");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // The broker always gives the first batch, whatever its size; more than that is not wanted.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1024");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "3000");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        this.consumer = new KafkaConsumer<>(settings);
    }

    /** Timestamps in ms since 1970-01-01 UTC, of as many of the places as were found in time. */
    Map<Place, Long> timestamps(Set<Place> places) {
        known.keySet().retainAll(places);
        var missing = new HashSet<>(places);
        missing.removeAll(known.keySet());
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!missing.isEmpty() && System.nanoTime() - deadline < 0) {
            round(missing, deadline);
        }
        return Map.copyOf(known);
    }

    /** Reads one place of each partition: several groups may wait at different ones. */
    private void round(Set<Place> missing, long deadline) {
        var wanted = new HashMap<TopicPartition, Place>();
        missing.forEach(place -> wanted.put(new TopicPartition(Topics.SPECTRA, place.partition()), place));
        consumer.assign(wanted.keySet());
        wanted.forEach((partition, place) -> consumer.seek(partition, place.offset()));
        while (!wanted.isEmpty() && System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                var partition = new TopicPartition(record.topic(), record.partition());
                Place place = wanted.remove(partition);
                if (place != null) {
                    known.put(place, record.timestamp());
                    missing.remove(place);
                    consumer.pause(Set.of(partition));
                }
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
