package org.starflow.local.cli;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Counts records of a topic that is written without transactions and never shortened. */
final class TopicSize {

    private TopicSize() {}

    static long of(Map<String, Object> kafka, String topic) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            Map<TopicPartition, OffsetSpec> question =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                            .collect(Collectors.toMap(
                                    info -> new TopicPartition(topic, info.partition()), _ -> OffsetSpec.latest()));
            return admin.listOffsets(question).all().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw CliException.environment("Kafka does not answer at "
                    + kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + " (" + e.getCause() + ").");
        }
    }
}
