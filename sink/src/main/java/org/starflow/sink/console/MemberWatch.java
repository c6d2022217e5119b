package org.starflow.sink.console;

import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.starflow.schemas.Topics;
import org.starflow.sink.broker.Broker;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Asks the broker who the workers of each group are and what they read. */
final class MemberWatch {
    private final Broker broker;
    private final String prefix;

    /**
     * A group as the broker describes it.
     *
     * @param state stable, empty, preparing rebalance, …
     */
    record Members(String state, List<ConsoleViews.Member> members) {
        static final Members UNKNOWN = new Members("not known", List.of());

        /** Client that reads a partition of the spectra; null while nobody does. */
        String reader(int partition) {
            return members.stream()
                    .filter(m -> m.partitions().contains(partition))
                    .map(ConsoleViews.Member::client)
                    .findFirst()
                    .orElse(null);
        }
    }

    MemberWatch(Broker broker, String prefix) {
        this.broker = broker;
        this.prefix = prefix;
    }

    Map<String, Members> take() {
        var groups = new TreeMap<String, Members>();
        broker.groups(prefix).forEach((name, description) -> groups.put(name, members(description)));
        return groups;
    }

    private static Members members(ConsumerGroupDescription description) {
        return new Members(
                description.groupState().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                description.members().stream()
                        .map(m -> new ConsoleViews.Member(m.clientId(), m.host().replaceFirst("^/", ""), spectra(m)))
                        .sorted((a, b) -> a.client().compareTo(b.client()))
                        .toList());
    }

    private static List<Integer> spectra(MemberDescription member) {
        Collection<TopicPartition> partitions = member.assignment().topicPartitions();
        return partitions.stream()
                .filter(p -> p.topic().equals(Topics.SPECTRA))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
    }
}
