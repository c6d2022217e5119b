package org.starflow.it.schemas;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.starflow.it.support.Stack;
import org.starflow.it.support.TopicReader;
import org.starflow.schemas.serde.AvroDeserializer;
import org.starflow.schemas.serde.AvroSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A topic of one partition for one test.
 *
 * @param stack where it is
 * @param name its name, never used before
 */
record SchemaTopic(Stack stack, String name) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static SchemaTopic create(Stack stack, String purpose) throws Exception {
        var topic = new SchemaTopic(stack, "schemas-" + purpose + "-" + UUID.randomUUID());
        try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic.name(), Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
        return topic;
    }

    String subject() {
        return name + "-value";
    }

    /** Writes records through Kafka's own configuration of the serializer. */
    void write(List<?> records) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", stack.bootstrapServers(),
                "key.serializer", ByteArraySerializer.class.getName(),
                "value.serializer", AvroSerializer.class.getName(),
                "schema.registry.url", stack.registryUrl());
        try (var producer = new KafkaProducer<byte[], Object>(config)) {
            for (Object value : records) {
                producer.send(new ProducerRecord<>(name, "key".getBytes(StandardCharsets.UTF_8), value))
                        .get();
            }
        }
    }

    /** Reads as many records as asked for, as generated classes. */
    List<Object> read(int count) {
        return TopicReader.<Object>of(stack, this::deserializer).await(name, count, PATIENCE).stream()
                .map(record -> record.value())
                .toList();
    }

    private Deserializer<Object> deserializer() {
        var deserializer = new AvroDeserializer();
        deserializer.configure(Map.of("schema.registry.url", stack.registryUrl(), "specific.avro.reader", true), false);
        return deserializer;
    }
}
