package org.starflow.sink.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.SinkMetrics;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Shows the latest view as metrics. Several sinks show the same; take the largest, not the sum. */
@ApplicationScoped
public class StreamMeters {
    private static final String GROUP = "group";
    private static final String PARTITION = "partition";

    private final SeriesSet lag;
    private final SeriesSet oldest;
    private final SeriesSet progress;
    private final SeriesSet written;
    private final SeriesSet processed;
    private final SeriesSet consumption;
    private final SeriesSet drain;
    private final SeriesSet growing;
    private final SeriesSet workers;

    /** Injected by the container. */
    public StreamMeters(MeterRegistry registry, StreamState state, SinkConfig config) {
        lag = SeriesSet.gauges(
                registry,
                SinkMetrics.STREAM_LAG,
                "records",
                "Spectra that a group of workers has neither inferred nor rejected [records]");
        oldest = SeriesSet.gauges(
                registry,
                SinkMetrics.STREAM_OLDEST_AGE,
                "seconds",
                "Age of the oldest spectrum that a group has not inferred, by its timestamp; 0 without one [s]");
        progress = SeriesSet.gauges(
                registry,
                SinkMetrics.STREAM_PROGRESS_AGE,
                "seconds",
                "Since a group last got on with a partition, or had nothing to do there: stuck is not slow [s]");
        written = SeriesSet.counters(
                registry,
                SinkMetrics.STREAM_WRITTEN,
                "Spectra written to a partition since the topic was made [records]");
        processed = SeriesSet.counters(
                registry,
                SinkMetrics.STREAM_PROCESSED,
                "Spectra of a partition that a group has passed: inferred, rejected or deleted before [records]");
        consumption = SeriesSet.gauges(
                registry,
                SinkMetrics.STREAM_CONSUMPTION,
                null,
                "Spectra that a group gets through a second, over the last minute [records/s]");
        drain = SeriesSet.gauges(
                registry,
                SinkMetrics.STREAM_DRAIN,
                "seconds",
                "Time until the backlog of a group is gone at the rates of the last minute; NaN while it does not shrink [s]");
        growing = SeriesSet.gauges(
                registry,
                SinkMetrics.STREAM_GROWING,
                null,
                "1 while there is a backlog that does not shrink, else 0 [1]");
        workers = SeriesSet.gauges(registry, SinkMetrics.STREAM_WORKERS, null, "Workers in a group [workers]");
        Gauge.builder(
                        SinkMetrics.STREAM_ARRIVAL,
                        () -> state.view().map(StreamView::arrival).orElse(Double.NaN))
                .description("Spectra that arrive a second, over the last minute [records/s]")
                .register(registry);
        var deadline = new Deadline(config.stream().deadline());
        Gauge.builder(
                        SinkMetrics.STREAM_DEADLINE,
                        () -> deadline.after(Instant.now()).getEpochSecond())
                .description(
                        "When the backlog should be gone: next time of starflow.sink.stream.deadline [s since 1970]")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        SinkMetrics.STREAM_PROMISED_AGE,
                        () -> config.stream().promisedAge().toSeconds())
                .description(
                        "Age that no spectrum without a result should reach: starflow.sink.stream.promised-age [s]")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(SinkMetrics.STREAM_LOOK_AGE, () -> lookAge(state))
                .description("Since the broker last told how the stream is; every figure of the stream is as old [s]")
                .baseUnit("seconds")
                .register(registry);
    }

    void show(StreamView view) {
        lag.show(byPartition(view, StreamView.Partition::lag));
        oldest.show(byPartition(view, StreamView.Partition::oldestAge));
        progress.show(byPartition(view, StreamView.Partition::progressAge));
        processed.show(byPartition(view, StreamView.Partition::next));
        var ends = new LinkedHashMap<Tags, Double>();
        view.groups()
                .forEach(group -> group.partitions()
                        .forEach(p -> ends.put(Tags.of(PARTITION, Integer.toString(p.partition())), (double) p.end())));
        written.show(ends);
        consumption.show(byGroup(view, StreamView.Group::consumption));
        drain.show(byGroup(view, StreamView.Group::drainSeconds));
        growing.show(byGroup(view, group -> group.growing() ? 1 : 0));
        workers.show(byGroup(view, StreamView.Group::workers));
    }

    private static Map<Tags, Double> byGroup(StreamView view, ToDoubleFunction<StreamView.Group> value) {
        var rows = new LinkedHashMap<Tags, Double>();
        view.groups().forEach(group -> rows.put(Tags.of(GROUP, group.group()), value.applyAsDouble(group)));
        return rows;
    }

    private static Map<Tags, Double> byPartition(StreamView view, ToDoubleFunction<StreamView.Partition> value) {
        var rows = new LinkedHashMap<Tags, Double>();
        view.groups()
                .forEach(group -> group.partitions()
                        .forEach(p -> rows.put(
                                Tags.of(GROUP, group.group(), PARTITION, Integer.toString(p.partition())),
                                value.applyAsDouble(p))));
        return rows;
    }

    private static double lookAge(StreamState state) {
        return state.view()
                .map(view -> Duration.between(view.at(), Instant.now()).toMillis() / 1e3)
                .orElse(Double.NaN);
    }
}
