package org.starflow.sink.stream;

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
public class StreamMonitor {
    private final SinkState sink;
    private final Probe<List<StreamViews.Group>> broker;
    private final Probe<StreamViews.Counts> database;
    private final Probe<String> registry;
    private final RegistryWatch registryWatch;
    private final History history = new History();

    /** Injected by the container. */
    public StreamMonitor(
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
        this.database = new Probe<>("database", counts::take, StreamMonitor::words, interval);
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
    public StreamViews.State state() {
        var groups = broker.reading();
        var counts = database.reading();
        var view = sink.view();
        Instant now = Instant.now();
        var moment = moment(now, groups, view.lag());
        return new StreamViews.State(
                now,
                new StreamViews.Sink(
                        view.phase().name().toLowerCase(Locale.ROOT),
                        view.reason().orElse(null),
                        view.since(),
                        view.lag(),
                        view.progressAge()),
                List.of(
                        Dependencies.broker(groups),
                        Dependencies.registry(registry.reading()),
                        Dependencies.database(counts)),
                groups.value().orElse(null),
                counts.value().orElse(null),
                moment);
    }

    /** The stream now and what was seen of the last half hour. */
    public StreamViews.Report report() {
        return new StreamViews.Report(state(), history.all());
    }

    private List<StreamViews.Group> noted(List<StreamViews.Group> groups) {
        history.add(moment(Instant.now(), groups, sink.view().lag()));
        return groups;
    }

    private static StreamViews.Moment moment(Instant at, Reading<List<StreamViews.Group>> groups, long sinkLag) {
        return groups.up() && groups.value().isPresent()
                ? moment(at, groups.value().get(), sinkLag)
                : new StreamViews.Moment(at, null, null, null, sinkLag);
    }

    private static StreamViews.Moment moment(Instant at, List<StreamViews.Group> all, long sinkLag) {
        return new StreamViews.Moment(
                at,
                all.stream().mapToLong(StreamViews.Group::lag).sum(),
                all.stream().mapToDouble(StreamViews.Group::rateIn).max().orElse(0),
                sum(all, StreamViews.Group::rateOut),
                sinkLag);
    }

    private static double sum(List<StreamViews.Group> groups, ToDoubleFunction<StreamViews.Group> figure) {
        return groups.stream().mapToDouble(figure).sum();
    }

    private static String words(Exception e) {
        return e instanceof SQLException sql ? SqlErrors.message(sql) : String.valueOf(e.getMessage());
    }
}
