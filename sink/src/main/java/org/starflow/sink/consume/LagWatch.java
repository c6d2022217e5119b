package org.starflow.sink.consume;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Notes lag and connection for others to see, at most once a second. */
final class LagWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final SinkState state;
    private final SinkMeters meters;
    private long nextAt = System.nanoTime();
    private long total;

    LagWatch(Consumer<byte[], byte[]> consumer, SinkState state, SinkMeters meters) {
        this.consumer = consumer;
        this.state = state;
        this.meters = meters;
    }

    void observe(Map<TopicPartition, Long> positions, boolean progress, boolean free) {
        if (System.nanoTime() - nextAt >= 0) {
            nextAt = System.nanoTime() + INTERVAL.toNanos();
            var lags = new HashMap<TopicPartition, Long>();
            for (TopicPartition partition : positions.keySet()) {
                consumer.currentLag(partition).ifPresent(lag -> lags.put(partition, lag));
            }
            total = lags.values().stream().mapToLong(Long::longValue).sum();
            state.observe(connected(), lags);
            meters.lag(lags);
        }
        if (free && state.view().phase() == SinkState.Phase.STARTING) {
            state.enter(SinkState.Phase.CONSUMING, null);
        }
        state.turned(progress || (free && total == 0));
    }

    private boolean connected() {
        return consumer.metrics().entrySet().stream()
                .filter(e -> e.getKey().name().equals("connection-count"))
                .map(e -> e.getValue().metricValue())
                .anyMatch(count -> count instanceof Number n && n.doubleValue() > 0);
    }
}
