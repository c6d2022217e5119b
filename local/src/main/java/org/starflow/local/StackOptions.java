package org.starflow.local;

import java.time.Duration;
import java.util.List;

/**
 * How a stack is started.
 *
 * @param detached {@code false}: the services die with the JVM that started them, however it ends; {@code true}: they
 *     go on without it
 * @param partitions of every topic
 * @param topics created at start where they are missing
 * @param kafkaHeapMegabytes heap of the broker
 * @param registryHeapMegabytes heap of the registry
 * @param patience how long a service may take to become ready
 */
public record StackOptions(
        boolean detached,
        int partitions,
        List<String> topics,
        int kafkaHeapMegabytes,
        int registryHeapMegabytes,
        Duration patience) {

    private static final List<String> TOPICS = List.of("starflow.spectra", "starflow.inferences", "starflow.rejects");

    public StackOptions {
        topics = List.copyOf(topics);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions: expected at least 1, found " + partitions);
        }
    }

    /** For tests and the demonstration: tied to this JVM, Starflow's three topics with four partitions each. */
    public static StackOptions defaults() {
        return new StackOptions(false, 4, TOPICS, 384, 256, Duration.ofMinutes(3));
    }

    public StackOptions withDetached(boolean value) {
        return new StackOptions(value, partitions, topics, kafkaHeapMegabytes, registryHeapMegabytes, patience);
    }

    public StackOptions withPartitions(int value) {
        return new StackOptions(detached, value, topics, kafkaHeapMegabytes, registryHeapMegabytes, patience);
    }

    public StackOptions withTopics(List<String> value) {
        return new StackOptions(detached, partitions, value, kafkaHeapMegabytes, registryHeapMegabytes, patience);
    }
}
