package org.starflow.sink.console;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.consume.SinkState;
import org.starflow.sink.dependency.Dependencies;
import org.starflow.sink.dependency.Dependency;
import org.starflow.sink.store.Database;
import org.starflow.sink.stream.StreamState;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts together what the console shows: the stream's figures, who the workers are, what the database holds. */
@ApplicationScoped
public class ConsoleMonitor {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final SinkState sink;
    private final StreamState stream;
    private final Dependencies dependencies;
    private final Broker broker;
    private final Poll<Map<String, MemberWatch.Members>> members;
    private final Poll<ConsoleViews.Counts> counts;
    private final Poll<Boolean> memory;
    private final History history = new History();

    /** Injected by the container. */
    public ConsoleMonitor(
            SinkConfig config,
            SinkState sink,
            StreamState stream,
            Dependencies dependencies,
            Broker broker,
            Database database) {
        this.sink = sink;
        this.stream = stream;
        this.dependencies = dependencies;
        this.broker = broker.within(PATIENCE);
        Duration interval = config.stream().interval();
        members = new Poll<>(
                "console-members", new MemberWatch(this.broker, config.workerGroupPrefix())::take, interval, Map.of());
        counts = new Poll<>("console-counts", new CountWatch(database)::take, interval, null);
        memory = new Poll<>("console-history", this::remember, interval, true);
    }

    void start(@Observes StartupEvent event) {
        List.of(members, counts, memory).forEach(Poll::start);
    }

    void stop(@Observes ShutdownEvent event) {
        List.of(members, counts, memory).forEach(Poll::stop);
        broker.close();
    }

    /** The stream now; never waits for anything. */
    public ConsoleViews.State state() {
        var view = sink.view();
        var groups = stream.view().map(v -> Groups.of(v, members.latest())).orElse(null);
        return new ConsoleViews.State(
                Instant.now(),
                new ConsoleViews.Sink(
                        view.phase().name().toLowerCase(Locale.ROOT),
                        view.reason().orElse(null),
                        view.since(),
                        view.lag(),
                        view.progressAge()),
                dependencies.all().stream().map(Outages::view).toList(),
                groups,
                counts.latest(),
                moment(groups, view.lag()));
    }

    /** The stream now and what was seen of the last half hour. */
    public ConsoleViews.Report report() {
        return new ConsoleViews.Report(state(), history.all());
    }

    private boolean remember() {
        history.add(state().now());
        return true;
    }

    /** Without the broker nothing is known of the workers, and a line through the gap would say that there is. */
    private ConsoleViews.Moment moment(List<ConsoleViews.Group> groups, long sinkLag) {
        Instant now = Instant.now();
        if (groups == null || !dependencies.state(Dependency.BROKER).reachable()) {
            return new ConsoleViews.Moment(now, null, null, null, sinkLag);
        }
        return new ConsoleViews.Moment(
                now,
                groups.stream().mapToLong(ConsoleViews.Group::lag).sum(),
                groups.isEmpty() ? null : groups.getFirst().rateIn(),
                groups.stream().allMatch(g -> g.rateOut() == null)
                        ? null
                        : (Double) groups.stream()
                                .mapToDouble(g -> g.rateOut() == null ? 0 : g.rateOut())
                                .sum(),
                sinkLag);
    }
}
