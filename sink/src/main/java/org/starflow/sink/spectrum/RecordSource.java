package org.starflow.sink.spectrum;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.starflow.schemas.Topics;
import org.starflow.sink.problem.ProblemException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Fetches single records of {@link Topics#SPECTRA} by their position. */
@ApplicationScoped
class RecordSource {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int AT_ONCE = 4;

    private final Map<String, Object> kafka;
    private final Semaphore places = new Semaphore(AT_ONCE);

    RecordSource(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * The record at an offset; empty when the topic no longer has it.
     *
     * @throws ProblemException 503 while the broker does not answer or too many ask
     */
    Optional<ConsumerRecord<byte[], byte[]>> at(int partition, long offset) {
        if (!places.tryAcquire()) {
            throw new ProblemException(503, "Others read spectra from the topic just now; ask again in a few seconds.");
        }
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings())) {
            return read(consumer, new TopicPartition(Topics.SPECTRA, partition), offset);
        } catch (KafkaException e) {
            throw new ProblemException(
                    503, "The broker does not answer (%s); the spectrum waits in its topic.".formatted(e.getMessage()));
        } finally {
            places.release();
        }
    }

    private static Optional<ConsumerRecord<byte[], byte[]>> read(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition), PATIENCE).get(partition);
        long end = consumer.endOffsets(List.of(partition), PATIENCE).get(partition);
        if (offset < begin || offset >= end) {
            return Optional.empty();
        }
        consumer.seek(partition, offset);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && consumer.position(partition, PATIENCE) <= offset) {
            for (var record : consumer.poll(Duration.ofMillis(500))) {
                return record.offset() == offset ? Optional.of(record) : Optional.empty();
            }
        }
        throw new ProblemException(
                503, "The broker did not hand the spectrum over in %d s; ask again.".formatted(PATIENCE.toSeconds()));
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "starflow-sink-console");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "1");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return settings;
    }
}
