package org.starflow.it.security;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something that a client tries. It returns when the broker lets it, and throws when not. */
@FunctionalInterface
interface Attempt {
    Duration PATIENCE = Duration.ofMinutes(2);
    int MILLIS = (int) PATIENCE.toMillis();

    void run(Map<String, Object> client) throws Exception;

    /** Reads a record of a topic. */
    static Attempt read(String topic) {
        return client -> {
            try (var consumer = consumer(client)) {
                var partitions = consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                awaitRecords(consumer);
            }
        };
    }

    /** Reads as a member of a group. */
    static Attempt join(String topic, String group) {
        return client -> {
            client.put("group.id", group);
            client.put("auto.offset.reset", "earliest");
            try (var consumer = consumer(client)) {
                consumer.subscribe(List.of(topic));
                awaitRecords(consumer);
            }
        };
    }

    /** Moves the offset of a group. */
    static Attempt moveOffset(String topic, String group) {
        return client -> {
            client.put("group.id", group);
            try (var consumer = consumer(client)) {
                var partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
            }
        };
    }

    /** Publishes a record. */
    static Attempt write(String topic) {
        return client -> {
            try (var producer = producer(client)) {
                producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {2}))
                        .get();
            }
        };
    }

    /** Takes over a transactional id. */
    static Attempt transaction(String id) {
        return client -> {
            client.put("transactional.id", id);
            try (var producer = producer(client)) {
                producer.initTransactions();
            }
        };
    }

    /** Anything with an admin client. */
    static Attempt admin(Administration work) {
        return client -> {
            client.put("default.api.timeout.ms", MILLIS);
            try (var admin = Admin.create(client)) {
                work.run(admin);
            }
        };
    }

    /** Work of an admin client. */
    @FunctionalInterface
    interface Administration {
        void run(Admin admin) throws Exception;
    }

    private static void awaitRecords(KafkaConsumer<byte[], byte[]> consumer) {
        var deadline = Instant.now().plus(PATIENCE);
        ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
        while (records.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("Neither a record nor a refusal came in " + PATIENCE);
            }
            records = consumer.poll(Duration.ofMillis(200));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> client) {
        var settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", MILLIS);
        settings.put("enable.auto.commit", false);
        settings.put("isolation.level", "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> client) {
        var settings = new HashMap<>(client);
        settings.put("max.block.ms", MILLIS);
        settings.put("enable.idempotence", true);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
