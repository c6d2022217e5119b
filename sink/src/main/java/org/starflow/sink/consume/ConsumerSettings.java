package org.starflow.sink.consume;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.starflow.sink.SinkConfig;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings of the consumer: those of {@code kafka.*}, completed, and those that its correctness rests on. */
final class ConsumerSettings {
    private ConsumerSettings() {}

    static Map<String, Object> of(Map<String, Object> kafka, SinkConfig config) {
        var settings = new HashMap<>(kafka);
        settings.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "10000");
        settings.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000");
        settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "4194304");
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, "16777216");
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "200");
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "starflow-sink");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxPollRecords());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A position that the broker does not have must be looked at, never be replaced silently.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, config.groupProtocol());
        if (config.groupProtocol().toLowerCase(Locale.ROOT).equals("classic")) {
            settings.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return settings;
    }
}
