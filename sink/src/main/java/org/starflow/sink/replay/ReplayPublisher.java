package org.starflow.sink.replay;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.starflow.schemas.Topics;
import org.starflow.sink.record.RecordPosition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Publishes spectra a second time. The producer is made when it is first needed. */
@ApplicationScoped
public class ReplayPublisher {
    private final Map<String, Object> kafka;
    private KafkaProducer<byte[], byte[]> producer;

    /** @param kafka settings of {@code kafka.*} */
    public ReplayPublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * Publishes bytes as they are to {@link Topics#SPECTRA} and waits until the broker has them.
     *
     * @throws KafkaException when it has not, or may not have
     */
    RecordPosition publish(byte[] key, byte[] value, List<Header> headers) {
        try {
            var metadata = producer()
                    .send(new ProducerRecord<>(Topics.SPECTRA, null, key, value, headers))
                    .get(30, TimeUnit.SECONDS);
            return new RecordPosition(metadata.topic(), metadata.partition(), metadata.offset());
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The broker did not take the record: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new KafkaException("The broker did not answer in 30 s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted", e);
        }
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            var settings = new HashMap<>(kafka);
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, "starflow-sink-replay");
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
            settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
            settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "4194304");
            settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
            settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
            producer = new KafkaProducer<>(settings);
        }
        return producer;
    }

    synchronized void close(@Observes ShutdownEvent event) {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
