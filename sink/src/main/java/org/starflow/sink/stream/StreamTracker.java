package org.starflow.sink.stream;

import org.starflow.sink.broker.Broker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes rates, ages and forecasts out of one look after the other. Not thread-safe. */
final class StreamTracker {
    private record Key(String group, int partition) {}

    private record Progress(long next, long nanos) {}

    private final RateWindow arrival = new RateWindow();
    private final Map<String, RateWindow> consumption = new HashMap<>();
    private final Map<Key, Progress> progress = new HashMap<>();

    /** The records whose age is asked for: the first of each partition that a group has not inferred. */
    static Set<Place> oldest(Look look) {
        var places = new HashSet<Place>();
        look.groups()
                .values()
                .forEach(group -> look.ranges().forEach((partition, range) -> {
                    long next = group.next(partition, range);
                    if (next < range.end()) {
                        places.add(new Place(partition, next));
                    }
                }));
        return places;
    }

    /**
     * Takes in a look.
     *
     * @param timestamps of the {@link #oldest} records, ms since 1970-01-01 UTC, as far as they are known
     */
    StreamView update(Look look, Map<Place, Long> timestamps, Instant now) {
        arrival.add(look.nanos(), look.written());
        consumption.keySet().retainAll(look.groups().keySet());
        progress.keySet().removeIf(key -> !look.groups().containsKey(key.group()));
        var groups = new ArrayList<StreamView.Group>();
        new TreeMap<>(look.groups()).forEach((name, group) -> groups.add(group(name, group, look, timestamps, now)));
        return new StreamView(now, look.written(), arrival.perSecond(), groups);
    }

    private StreamView.Group group(String name, Look.Group group, Look look, Map<Place, Long> timestamps, Instant now) {
        var window = consumption.computeIfAbsent(name, _ -> new RateWindow());
        window.add(look.nanos(), look.processed(group));
        var partitions = new ArrayList<StreamView.Partition>();
        new TreeMap<>(look.ranges()).forEach((partition, range) -> {
            long next = group.next(partition, range);
            partitions.add(new StreamView.Partition(
                    partition,
                    next,
                    range.end(),
                    oldestAge(new Place(partition, next), range, timestamps, now),
                    progressAge(new Key(name, partition), next, range, look.nanos())));
        });
        long lag = partitions.stream().mapToLong(StreamView.Partition::lag).sum();
        var backlog = Backlog.of(lag, arrival.perSecond(), window.perSecond());
        return new StreamView.Group(
                name, group.workers(), lag, window.perSecond(), backlog.drainSeconds(), backlog.growing(), partitions);
    }

    private static double oldestAge(Place place, Broker.Range range, Map<Place, Long> timestamps, Instant now) {
        if (place.offset() >= range.end()) {
            return 0;
        }
        Long timestamp = timestamps.get(place);
        return timestamp == null ? Double.NaN : Math.max(0, now.toEpochMilli() - timestamp) / 1e3;
    }

    private double progressAge(Key key, long next, Broker.Range range, long nanos) {
        var now = progress.compute(
                key,
                (_, before) -> before == null || before.next() != next || next >= range.end()
                        ? new Progress(next, nanos)
                        : before);
        return (nanos - now.nanos()) / 1e9;
    }
}
