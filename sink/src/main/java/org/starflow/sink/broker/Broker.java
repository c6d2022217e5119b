package org.starflow.sink.broker;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What the broker knows of offsets and groups. Every question has an answer within seconds or is a {@link BrokerAwayException}. */
@ApplicationScoped
public class Broker {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, Object> kafka;
    private final Duration limit;
    private Admin admin;

    /** @param kafka settings of {@code kafka.*} */
    @Inject
    public Broker(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        this(kafka, LIMIT);
    }

    private Broker(Map<String, Object> kafka, Duration limit) {
        this.kafka = Map.copyOf(kafka);
        this.limit = limit;
    }

    /** The same broker for somebody who waits no longer than this for an answer, and who closes it. */
    public Broker within(Duration patience) {
        return new Broker(kafka, patience);
    }

    /**
     * First and last offset of a partition.
     *
     * @param begin first offset that is kept
     * @param end offset after the last
     */
    public record Range(long begin, long end) {}

    /** Offsets of every partition of a topic, transaction markers and open transactions included; empty when there is no topic. */
    public Map<Integer, Range> ranges(String topic) {
        Set<TopicPartition> partitions = partitions(topic);
        if (partitions.isEmpty()) {
            return Map.of();
        }
        var begins = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        var ranges = new TreeMap<Integer, Range>();
        for (TopicPartition partition : partitions) {
            ranges.put(
                    partition.partition(),
                    new Range(
                            begins.get(partition).offset(), ends.get(partition).offset()));
        }
        return ranges;
    }

    /** Committed offsets of a group in a topic, by partition; empty when it has none. */
    public Map<Integer, Long> committed(String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets;
        try {
            offsets = await(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (GroupIdNotFoundException e) {
            return Map.of();
        }
        var committed = new HashMap<Integer, Long>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    /** Names of the groups that begin with a prefix and have members. */
    public Set<String> activeGroups(String prefix) {
        return members(prefix).entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Number of members of each group whose name begins with a prefix; 0 for one that has only left offsets. */
    public Map<String, Integer> members(String prefix) {
        var groups = await(admin().listGroups().all()).stream()
                .map(group -> group.groupId())
                .filter(id -> id.startsWith(prefix))
                .collect(Collectors.toSet());
        var members = new TreeMap<String, Integer>();
        await(admin().describeConsumerGroups(groups).all())
                .forEach((group, description) ->
                        members.put(group, description.members().size()));
        return members;
    }

    /** Groups that begin with a prefix, with members and state, by name; empty when there is none. */
    public Map<String, ConsumerGroupDescription> groups(String prefix) {
        var groups = await(admin().listGroups().all()).stream()
                .map(group -> group.groupId())
                .filter(id -> id.startsWith(prefix))
                .collect(Collectors.toSet());
        return new TreeMap<>(await(admin().describeConsumerGroups(groups).all()));
    }

    private Set<TopicPartition> partitions(String topic) {
        try {
            return await(admin().describeTopics(Set.of(topic)).allTopicNames()).get(topic).partitions().stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .collect(Collectors.toSet());
        } catch (UnknownTopicOrPartitionException e) {
            return Set.of();
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
        return await(admin().listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                .all());
    }

    private synchronized Admin admin() {
        if (admin == null) {
            var settings = new HashMap<>(kafka);
            settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "starflow-sink-admin");
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) limit.toMillis() / 2);
            settings.putIfAbsent(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "5000");
            admin = Admin.create(settings);
        }
        return admin;
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    /** Ends the connections. */
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(2));
        }
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(limit.toSeconds() + 2, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            if (e.getCause() instanceof GroupIdNotFoundException unknown) {
                throw unknown;
            }
            throw new BrokerAwayException(e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerAwayException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerAwayException(e);
        }
    }
}
