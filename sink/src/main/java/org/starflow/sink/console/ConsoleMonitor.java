package org.starflow.sink.console;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.consume.SinkState;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.SqlErrors;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Watches the stream for the console: each dependency by itself, so that one that is away hides nothing of the others. */
@ApplicationScoped
public class ConsoleMonitor {
    private final SinkState sink;
    private final Probe<List<ConsoleViews.Group>> broker;
    private final Probe<ConsoleViews.Counts> database;
    private final Probe<String> registry;
    private final RegistryWatch registryWatch;
    private final History history = new History();

    /** Injected by the container. */
    public ConsoleMonitor(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SinkConfig config,
            SinkState sink,
            Broker broker,
            Database database) {
        Duration interval = config.watchInterval();
        var groups = new GroupWatch(broker, config.workerGroupPrefix());
        var counts = new CountWatch(database);
        this.sink = sink;
        this.registryWatch = new RegistryWatch(kafka);
        this.broker = new Probe<>("broker", () -> noted(groups.take()), Exception::getMessage, interval);
        this.database = new Probe<>("database", counts::take, ConsoleMonitor::words, interval);
        this.registry = new Probe<>("registry", registryWatch::take, Exception::getMessage, interval.multipliedBy(2));
    }

    void start(@Observes StartupEvent event) {
        broker.start();
        database.start();
        registry.start();
    }

    void stop(@Observes ShutdownEvent event) {
        broker.stop();
        database.stop();
        registry.stop();
        registryWatch.close();
    }

    /** The stream now; never waits for anything. */
    public ConsoleViews.State state() {
        var groups = broker.reading();
        var counts = database.reading();
        var view = sink.view();
        Instant now = Instant.now();
        var moment = moment(now, groups, view.lag());
        return new ConsoleViews.State(
                now,
                new ConsoleViews.Sink(
                        view.phase().name().toLowerCase(Locale.ROOT),
                        view.reason().orElse(null),
                        view.since(),
                        view.lag(),
                        view.progressAge()),
                List.of(Outages.broker(groups), Outages.registry(registry.reading()), Outages.database(counts)),
                groups.value().orElse(null),
                counts.value().orElse(null),
                moment);
    }

    /** The stream now and what was seen of the last half hour. */
    public ConsoleViews.Report report() {
        return new ConsoleViews.Report(state(), history.all());
    }

    private List<ConsoleViews.Group> noted(List<ConsoleViews.Group> groups) {
        history.add(moment(Instant.now(), groups, sink.view().lag()));
        return groups;
    }

    private static ConsoleViews.Moment moment(Instant at, Reading<List<ConsoleViews.Group>> groups, long sinkLag) {
        return groups.up() && groups.value().isPresent()
                ? moment(at, groups.value().get(), sinkLag)
                : new ConsoleViews.Moment(at, null, null, null, sinkLag);
    }

    private static ConsoleViews.Moment moment(Instant at, List<ConsoleViews.Group> all, long sinkLag) {
        return new ConsoleViews.Moment(
                at,
                all.stream().mapToLong(ConsoleViews.Group::lag).sum(),
                all.stream().mapToDouble(ConsoleViews.Group::rateIn).max().orElse(0),
                sum(all, ConsoleViews.Group::rateOut),
                sinkLag);
    }

    private static double sum(List<ConsoleViews.Group> groups, ToDoubleFunction<ConsoleViews.Group> figure) {
        return groups.stream().mapToDouble(figure).sum();
    }

    private static String words(Exception e) {
        return e instanceof SQLException sql ? SqlErrors.message(sql) : String.valueOf(e.getMessage());
    }
}
