package org.starflow.sink.console;

import org.starflow.sink.stream.StreamView;

import java.util.List;
import java.util.Map;

/** Groups of workers: figures of the stream's watch, members as the broker tells them. */
final class Groups {
    private Groups() {}

    static List<ConsoleViews.Group> of(StreamView stream, Map<String, MemberWatch.Members> members) {
        return stream.groups().stream()
                .map(g -> group(g, stream.arrival(), members.getOrDefault(g.group(), MemberWatch.Members.UNKNOWN)))
                .toList();
    }

    private static ConsoleViews.Group group(StreamView.Group g, double arrival, MemberWatch.Members members) {
        return new ConsoleViews.Group(
                g.group(),
                g.workers(),
                members.state(),
                members.members(),
                g.partitions().stream()
                        .map(p -> new ConsoleViews.Partition(
                                p.partition(),
                                p.next(),
                                p.end(),
                                p.lag(),
                                members.reader(p.partition()),
                                known(p.oldestAge()),
                                p.lag() == 0 ? null : known(p.progressAge())))
                        .toList(),
                g.lag(),
                known(g.oldestAge()),
                known(arrival),
                known(g.consumption()),
                trend(g),
                g.lag() == 0 ? null : known(g.drainSeconds()));
    }

    private static String trend(StreamView.Group g) {
        if (g.lag() == 0) {
            return "none";
        }
        if (g.growing()) {
            return "growing";
        }
        return Double.isFinite(g.drainSeconds()) ? "shrinking" : "unknown";
    }

    static Double known(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
