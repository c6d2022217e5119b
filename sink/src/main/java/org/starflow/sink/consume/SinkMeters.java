package org.starflow.sink.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.TopicPartition;
import org.starflow.sink.SinkMetrics;
import org.starflow.sink.store.StoreOutcome;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The meters of the consumer. */
@ApplicationScoped
public class SinkMeters {
    private static final Duration[] BUCKETS = Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final MultiGauge lag;
    private final Timer batch;
    private final DistributionSummary size;

    /**
     * @param registry where meters live
     * @param state what the gauges show
     */
    public SinkMeters(MeterRegistry registry, SinkState state) {
        this.registry = registry;
        this.lag = MultiGauge.builder(SinkMetrics.LAG)
                .description("Records between the database and the end of a partition of results or rejects [records]")
                .register(registry);
        this.batch = Timer.builder(SinkMetrics.BATCH_SECONDS)
                .description("One transaction of the database, from the first statement to the commit [s]")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.size = DistributionSummary.builder(SinkMetrics.BATCH_SIZE)
                .description("Records in one transaction of the database [records]")
                .register(registry);
        Gauge.builder(SinkMetrics.PROGRESS_AGE, state, s -> s.view().progressAge())
                .description("Since the sink last stored something or found nothing to store: stuck is not slow [s]")
                .baseUnit("seconds")
                .register(registry);
        stored(StoreOutcome.NONE);
        for (String dependency : new String[] {"database", "registry", "broker"}) {
            errors(dependency);
        }
        fenced(0);
        skipped(0);
        for (String outcome : new String[] {"published", "failed"}) {
            Counter.builder(SinkMetrics.REPLAYS)
                    .description("Rejects that an operator had published again [records]")
                    .tag("outcome", outcome)
                    .register(registry);
        }
    }

    void batch(Duration duration, int records) {
        batch.record(duration);
        size.record(records);
    }

    final void stored(StoreOutcome outcome) {
        results("inserted", outcome.inserted());
        results("updated", outcome.updated());
        results("duplicate", outcome.duplicates());
        results("superseded", outcome.superseded());
        results("conflict", outcome.conflicts());
        count(SinkMetrics.REJECTS, "Rejects written [records]", outcome.rejects());
        count(SinkMetrics.QUARANTINED, "Records put aside because they do not decode [records]", outcome.quarantined());
    }

    void error(String dependency) {
        errors(dependency).increment();
    }

    private Counter errors(String dependency) {
        return Counter.builder(SinkMetrics.ERRORS)
                .description("Failed tries to store, by the dependency at fault [tries]")
                .tag("dependency", dependency)
                .register(registry);
    }

    final void fenced(int batches) {
        count(SinkMetrics.FENCED, "Batches given up because another sink had moved the partition [batches]", batches);
    }

    final void skipped(long offsets) {
        count(SinkMetrics.SKIPPED, "Records that retention deleted before they were stored [records]", offsets);
    }

    void lag(Map<TopicPartition, Long> lags) {
        lag.register(
                lags.entrySet().stream()
                        .map(e -> MultiGauge.Row.of(
                                Tags.of(
                                        "topic",
                                        e.getKey().topic(),
                                        "partition",
                                        Integer.toString(e.getKey().partition())),
                                e.getValue()))
                        .toList(),
                true);
    }

    private void results(String outcome, int count) {
        Counter.builder(SinkMetrics.RESULTS)
                .description("Results by what the database did with them [records]")
                .tag("outcome", outcome)
                .register(registry)
                .increment(count);
    }

    private void count(String name, String help, double count) {
        Counter.builder(name).description(help).register(registry).increment(count);
    }
}
