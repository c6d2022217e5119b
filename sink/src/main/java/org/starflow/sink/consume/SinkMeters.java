package org.starflow.sink.consume;

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
                .description("Records between the database and the end of the partition")
                .register(registry);
        this.batch = Timer.builder(SinkMetrics.BATCH_SECONDS)
                .description("One transaction, from the first statement to the commit")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.size = DistributionSummary.builder(SinkMetrics.BATCH_SIZE)
                .description("Records in one transaction")
                .register(registry);
        Gauge.builder(SinkMetrics.PROGRESS_AGE, state, s -> s.view().progressAge())
                .description("Time since the sink last stored something or found nothing to store")
                .baseUnit("seconds")
                .register(registry);
        stored(StoreOutcome.NONE);
        for (String dependency : new String[] {"database", "registry", "broker"}) {
            registry.counter(SinkMetrics.ERRORS, "dependency", dependency);
        }
        fenced(0);
        skipped(0);
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
        registry.counter(SinkMetrics.REJECTS).increment(outcome.rejects());
        registry.counter(SinkMetrics.QUARANTINED).increment(outcome.quarantined());
    }

    void error(String dependency) {
        registry.counter(SinkMetrics.ERRORS, "dependency", dependency).increment();
    }

    final void fenced(int batches) {
        registry.counter(SinkMetrics.FENCED).increment(batches);
    }

    final void skipped(long offsets) {
        registry.counter(SinkMetrics.SKIPPED).increment((double) offsets);
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
        registry.counter(SinkMetrics.RESULTS, "outcome", outcome).increment(count);
    }
}
