package org.starflow.sink.console;

import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.starflow.schemas.Topics;
import org.starflow.sink.broker.Broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks the broker how far the groups of workers are. Used on one thread. */
final class GroupWatch {
    private final Broker broker;
    private final String prefix;
    private final Map<String, Drain> drains = new HashMap<>();
    private final Map<String, Map<Integer, Moved>> moves = new HashMap<>();

    private record Moved(long committed, Instant at) {}

    GroupWatch(Broker broker, String prefix) {
        this.broker = broker;
        this.prefix = prefix;
    }

    List<ConsoleViews.Group> take() {
        Map<Integer, Broker.Range> ranges = broker.ranges(Topics.SPECTRA);
        var groups = new ArrayList<ConsoleViews.Group>();
        broker.groups(prefix)
                .forEach((name, description) ->
                        groups.add(group(name, description, ranges, broker.committed(name, Topics.SPECTRA))));
        drains.keySet().retainAll(groups.stream().map(ConsoleViews.Group::group).toList());
        return groups;
    }

    private ConsoleViews.Group group(
            String name,
            ConsumerGroupDescription description,
            Map<Integer, Broker.Range> ranges,
            Map<Integer, Long> committed) {
        Instant now = Instant.now();
        var readers = readers(description);
        var partitions = new ArrayList<ConsoleViews.Partition>();
        ranges.forEach((p, range) -> partitions.add(partition(name, p, range, committed.get(p), readers.get(p), now)));
        long lag = partitions.stream().mapToLong(ConsoleViews.Partition::lag).sum();
        long end = ranges.values().stream().mapToLong(Broker.Range::end).sum();
        Drain drain = drains.computeIfAbsent(name, _ -> new Drain());
        drain.note(now, end - lag, end);
        Drain.Forecast forecast = drain.forecast();
        return new ConsoleViews.Group(
                name,
                description.groupState().name().toLowerCase(Locale.ROOT),
                members(description),
                partitions,
                lag,
                forecast.in(),
                forecast.out(),
                forecast.trend().name().toLowerCase(Locale.ROOT),
                forecast.seconds().isPresent() ? forecast.seconds().getAsDouble() : null);
    }

    private ConsoleViews.Partition partition(
            String group, int partition, Broker.Range range, Long committed, String reader, Instant now) {
        long from = committed == null ? range.begin() : Math.max(committed, range.begin());
        long lag = Math.max(0, range.end() - from);
        Moved moved = moves.computeIfAbsent(group, _ -> new HashMap<>())
                .compute(
                        partition, (_, m) -> m == null || m.committed() != from || lag == 0 ? new Moved(from, now) : m);
        Double quiet = lag == 0 ? null : Duration.between(moved.at(), now).toMillis() / 1000.0;
        return new ConsoleViews.Partition(partition, committed, range.end(), lag, reader, quiet);
    }

    private static Map<Integer, String> readers(ConsumerGroupDescription description) {
        var readers = new HashMap<Integer, String>();
        for (MemberDescription member : description.members()) {
            spectra(member).forEach(p -> readers.put(p, member.clientId()));
        }
        return readers;
    }

    private static List<ConsoleViews.Member> members(ConsumerGroupDescription description) {
        return description.members().stream()
                .map(m -> new ConsoleViews.Member(m.clientId(), m.host().replaceFirst("^/", ""), spectra(m)))
                .sorted((a, b) -> a.client().compareTo(b.client()))
                .toList();
    }

    private static List<Integer> spectra(MemberDescription member) {
        return member.assignment().topicPartitions().stream()
                .filter(p -> p.topic().equals(Topics.SPECTRA))
                .map(TopicPartition::partition)
                .sorted()
                .toList();
    }
}
