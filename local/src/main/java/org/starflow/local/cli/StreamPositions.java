package org.starflow.local.cli;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Where topics end and how far workers have come, asked again and again over one connection. */
final class StreamPositions implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;
    private static final String WORKERS = "starflow-worker-";

    private final Admin admin;

    StreamPositions(String bootstrapServers) {
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Sum of the end offsets of all partitions, transaction markers included. */
    long end(String topic) throws InterruptedException {
        var partitions = await(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions();
        Map<TopicPartition, OffsetSpec> question = partitions.stream()
                .collect(Collectors.toMap(
                        info -> new TopicPartition(topic, info.partition()), _ -> OffsetSpec.latest()));
        return await(admin.listOffsets(question).all()).values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    /** Sum of the offsets of spectra that the workers have committed. */
    long committedByWorkers() throws InterruptedException {
        long sum = 0;
        for (GroupListing group : await(admin.listGroups().all())) {
            if (group.groupId().startsWith(WORKERS)) {
                sum +=
                        await(admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata())
                                .values()
                                .stream()
                                .filter(Objects::nonNull)
                                .mapToLong(offset -> offset.offset())
                                .sum();
            }
        }
        return sum;
    }

    private static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw CliException.environment("Kafka does not answer (" + e + ").");
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
