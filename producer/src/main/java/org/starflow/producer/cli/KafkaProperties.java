package org.starflow.producer.cli;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

import java.util.HashMap;
import java.util.Map;

/** Kafka's properties from configuration ({@code kafka.*}, KAFKA_*). */
@ApplicationScoped
class KafkaProperties {
    private final Instance<Map<String, Object>> configured;

    KafkaProperties(@Identifier("default-kafka-broker") Instance<Map<String, Object>> configured) {
        this.configured = configured;
    }

    Map<String, Object> map() {
        return new HashMap<>(configured.get());
    }
}
