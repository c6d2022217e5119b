package org.starflow.local;

import java.time.Duration;
import java.util.List;

/**
 * How a stack is started.
 *
 * @param partitions of every topic
 * @param topics created at start where they are missing
 * @param kafkaHeapMegabytes heap of the broker
 * @param registryHeapMegabytes heap of the registry
 * @param patience how long a service may take to become ready
 * @param secure TLS, users and grants on Kafka and the registry instead of open ports
 * @param kafkaRelay port on 127.0.0.1 where a relay takes connections for a second listener of the broker
 *     ({@link LocalStack#relayedKafkaPort}); 0: no such listener
 */
public record StackOptions(
        int partitions,
        List<String> topics,
        int kafkaHeapMegabytes,
        int registryHeapMegabytes,
        Duration patience,
        boolean secure,
        int kafkaRelay) {

    private static final List<String> TOPICS = List.of("starflow.spectra", "starflow.inferences", "starflow.rejects");

    public StackOptions {
        topics = List.copyOf(topics);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: expected at least 1, found " + partitions);
        }
        if (secure && kafkaRelay != 0) {
            throw new IllegalArgumentException("kafkaRelay: expected 0 on a secured stack, since its listener is open");
        }
    }

    /** Starflow's three topics with four partitions each. */
    public static StackOptions defaults() {
        return new StackOptions(4, TOPICS, 384, 256, Duration.ofMinutes(5), false, 0);
    }

    public StackOptions withPartitions(int value) {
        return new StackOptions(value, topics, kafkaHeapMegabytes, registryHeapMegabytes, patience, secure, kafkaRelay);
    }

    public StackOptions withTopics(List<String> value) {
        return new StackOptions(
                partitions, value, kafkaHeapMegabytes, registryHeapMegabytes, patience, secure, kafkaRelay);
    }

    public StackOptions withSecure(boolean value) {
        return new StackOptions(
                partitions, topics, kafkaHeapMegabytes, registryHeapMegabytes, patience, value, kafkaRelay);
    }

    /** The broker tells clients of its second listener to come by this port, so that what lies there sees all they say. */
    public StackOptions withKafkaRelay(int port) {
        return new StackOptions(partitions, topics, kafkaHeapMegabytes, registryHeapMegabytes, patience, secure, port);
    }
}
