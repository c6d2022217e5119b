package org.starflow.local.cli;

import java.util.HashMap;
import java.util.Map;

/**
 * Settings of the Kafka clients of worker and producer, for Kafka's tools: a yardstick with other settings would measure
 * the settings.
 */
final class ClientSettings {

    /** About as long as a transaction of a worker that has much to do. */
    static final String TRANSACTION_MILLIS = "20";

    private static final int MEBIBYTE = 1 << 20;

    private ClientSettings() {}

    /** The worker's consumer, with this many records a poll. */
    static Map<String, String> workerConsumer(int batch) {
        return Map.of(
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "max.poll.records", Integer.toString(batch),
                "max.partition.fetch.bytes", Integer.toString(8 * MEBIBYTE),
                "fetch.max.bytes", Integer.toString(32 * MEBIBYTE),
                "receive.buffer.bytes", Integer.toString(MEBIBYTE));
    }

    /** The worker's transactional producer. */
    static Map<String, String> workerProducer() {
        Map<String, String> settings = exact();
        settings.putAll(Map.of(
                "transactional.id", "kafka-producer-perf",
                "linger.ms", "5",
                "max.request.size", Integer.toString(16 * MEBIBYTE),
                "compression.type", "zstd"));
        return settings;
    }

    /** The producer of spectra. */
    static Map<String, String> spectraProducer() {
        Map<String, String> settings = exact();
        settings.putAll(Map.of(
                "linger.ms",
                "20",
                "max.request.size",
                Integer.toString(4 * MEBIBYTE),
                "buffer.memory",
                Integer.toString(64 * MEBIBYTE),
                "compression.type",
                "lz4"));
        return settings;
    }

    private static Map<String, String> exact() {
        return new HashMap<>(Map.of(
                "acks",
                "all",
                "enable.idempotence",
                "true",
                "max.in.flight.requests.per.connection",
                "1",
                "batch.size",
                Integer.toString(MEBIBYTE)));
    }
}
