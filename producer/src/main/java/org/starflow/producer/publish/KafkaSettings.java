package org.starflow.producer.publish;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.starflow.schemas.serde.AvroSerializer;

import java.util.HashMap;
import java.util.Map;

/**
 * Properties of the producers. Kafka's defaults are made for small records; a spectrum has 200 kB. Idempotent, all
 * replicas acknowledge, and one request in flight: with more, a batch that meets NOT_LEADER on a partition that has just
 * got its leader is overtaken by the next, and then refused as out of order until it times out.
 */
public final class KafkaSettings {
    private static final int MIB = 1 << 20;

    private KafkaSettings() {}

    /** Properties for Avro values; {@code given} (from configuration) wins, but for what exactness needs. */
    public static Map<String, Object> forSpectra(Map<String, Object> given) {
        var settings = base(given);
        settings.putIfAbsent(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, AvroSerializer.class.getName());
        return settings;
    }

    /** Properties for values that are bytes already. */
    public static Map<String, Object> forBytes(Map<String, Object> given) {
        var settings = base(given);
        settings.put(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                "org.apache.kafka.common.serialization.ByteArraySerializer");
        settings.put(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                "org.apache.kafka.common.serialization.ByteArraySerializer");
        return settings;
    }

    private static Map<String, Object> base(Map<String, Object> given) {
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, MIB);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 4 * MIB);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64 * MIB);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.putAll(given);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }
}
