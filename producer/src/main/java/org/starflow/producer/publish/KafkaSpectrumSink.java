package org.starflow.producer.publish;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.starflow.producer.EnvironmentFailure;
import org.starflow.producer.telemetry.SendTraces;
import org.starflow.schemas.RecordHeaders;
import org.starflow.schemas.serde.RegistryUnavailableException;
import org.starflow.v1.Spectrum;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Publishes to Kafka with an idempotent producer. Key: target id, else spectrum id. Thread-safe. */
public final class KafkaSpectrumSink implements SpectrumSink {
    private final Producer<String, Object> producer;
    private final String cluster;
    private final String topic;
    private final SendTraces traces;

    KafkaSpectrumSink(Producer<String, Object> producer, String cluster, String topic, SendTraces traces) {
        this.producer = producer;
        this.cluster = cluster;
        this.topic = topic;
        this.traces = traces;
    }

    /** Opens a sink. Throws {@link EnvironmentFailure} when the broker or the topic is not there. */
    public static KafkaSpectrumSink open(Map<String, Object> kafka, String topic) {
        String cluster = KafkaCheck.cluster(kafka, topic);
        if (!kafka.containsKey("schema.registry.url")) {
            throw new EnvironmentFailure("No schema registry is configured: set KAFKA_SCHEMA_REGISTRY_URL");
        }
        try {
            return new KafkaSpectrumSink(
                    new KafkaProducer<>(KafkaSettings.forSpectra(kafka)), cluster, topic, SendTraces.configured());
        } catch (KafkaException e) {
            throw new EnvironmentFailure("Cannot open a Kafka producer: " + e.getMessage(), e);
        }
    }

    @Override
    public String cluster() {
        return cluster;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public CompletableFuture<Delivery> send(Spectrum spectrum) {
        String key = spectrum.getTargetId() == null ? spectrum.getSpectrumId() : spectrum.getTargetId();
        var record = new ProducerRecord<String, Object>(topic, key, spectrum);
        record.headers().add(RecordHeaders.SPECTRUM_ID, utf8(spectrum.getSpectrumId()));
        record.headers().add(RecordHeaders.PRODUCED_AT, utf8(Long.toString(System.currentTimeMillis())));
        var span = traces.begin(spectrum.getSpectrumId(), topic);
        span.context().put(record.headers());
        var delivery = new CompletableFuture<Delivery>();
        try {
            producer.send(record, (metadata, e) -> {
                if (e == null) {
                    traces.sent(span, spectrum.getSpectrumId(), metadata.partition() + "@" + metadata.offset());
                    delivery.complete(new Delivery(
                            metadata.topic(), metadata.partition(), metadata.offset(), metadata.timestamp()));
                } else {
                    traces.failed(span, spectrum.getSpectrumId(), e);
                    delivery.completeExceptionally(e);
                }
            });
        } catch (RegistryUnavailableException e) {
            throw new EnvironmentFailure("The schema registry is away: " + e.getMessage(), e);
        } catch (KafkaException e) {
            traces.failed(span, spectrum.getSpectrumId(), e);
            delivery.completeExceptionally(e);
        }
        return delivery;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(60));
        traces.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
