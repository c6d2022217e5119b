package org.starflow.local.cli;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * How far a consumer group is behind on one partition.
 *
 * @param group consumer group
 * @param partition of which topic
 * @param committed next offset that the group will read
 * @param end offset that the next record will get
 */
record StreamLag(String group, TopicPartition partition, long committed, long end) {

    private static final long PATIENCE_SECONDS = 30;
    private static final String PREFIX = "starflow-";

    long lag() {
        return Math.max(0, end - committed);
    }

    /** Of every group of Starflow that has committed anything, by group, topic and partition. */
    static List<StreamLag> of(Map<String, Object> kafka) throws InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            List<StreamLag> lags = new ArrayList<>();
            for (var group : committed(admin).entrySet()) {
                Map<TopicPartition, Long> ends = ends(admin, group.getValue().keySet());
                group.getValue()
                        .forEach((partition, offset) -> lags.add(
                                new StreamLag(group.getKey(), partition, offset.offset(), ends.get(partition))));
            }
            lags.sort(Comparator.comparing(StreamLag::group)
                    .thenComparing(lag -> lag.partition().topic())
                    .thenComparing(lag -> lag.partition().partition()));
            return lags;
        } catch (ExecutionException | TimeoutException e) {
            throw CliException.environment("Kafka does not answer at "
                    + kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG) + " (" + e + ").");
        }
    }

    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> committed(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, ListConsumerGroupOffsetsSpec> groups =
                admin.listGroups().all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
                        .map(GroupListing::groupId)
                        .filter(id -> id.startsWith(PREFIX))
                        .collect(Collectors.toMap(id -> id, _ -> new ListConsumerGroupOffsetsSpec()));
        if (groups.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new TreeMap<>();
        admin.listConsumerGroupOffsets(groups)
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((group, partitions) -> {
                    Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>(partitions);
                    known.values().removeIf(Objects::isNull);
                    offsets.put(group, known);
                });
        return offsets;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> question =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> answer =
                admin.listOffsets(question).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
