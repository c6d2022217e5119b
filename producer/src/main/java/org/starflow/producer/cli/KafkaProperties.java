package org.starflow.producer.cli;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Kafka's properties from configuration ({@code kafka.*}, KAFKA_*). */
@ApplicationScoped
class KafkaProperties {
    private final Supplier<Map<String, Object>> configured;

    @Inject
    KafkaProperties(@Identifier("default-kafka-broker") Instance<Map<String, Object>> configured) {
        this.configured = configured::get;
    }

    KafkaProperties(Map<String, Object> given) {
        this.configured = () -> given;
    }

    Map<String, Object> map() {
        return new HashMap<>(configured.get());
    }
}
