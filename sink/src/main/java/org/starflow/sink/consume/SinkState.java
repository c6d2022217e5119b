package org.starflow.sink.consume;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the consumer is doing, for health, status and metrics. Written by its thread, read by any. */
@ApplicationScoped
public class SinkState {
    /** What the consumer is doing. */
    public enum Phase {
        /** Waiting for the database, the broker or its partitions, for the first time. */
        STARTING,
        /** Reading and storing. */
        CONSUMING,
        /** Unable to go on for the moment; nothing is lost, records wait in their topics. */
        WAITING,
        /** Ended. */
        STOPPED
    }

    /**
     * A moment's view.
     *
     * @param phase what the consumer is doing
     * @param reason why it waits, one sentence
     * @param since when the phase began
     * @param brokerConnected whether the consumer has a connection to a broker
     * @param lags records between the database and the end of each assigned partition
     * @param lastProgress when it last stored something or found nothing to store
     * @param lastTurn when its loop last came round
     */
    public record View(
            Phase phase,
            Optional<String> reason,
            Instant since,
            boolean brokerConnected,
            Map<TopicPartition, Long> lags,
            Instant lastProgress,
            Instant lastTurn) {
        /** Records not yet stored in all assigned partitions. */
        public long lag() {
            return lags.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Seconds since the sink last got on. */
        public double progressAge() {
            return Duration.between(lastProgress, Instant.now()).toMillis() / 1000.0;
        }
    }

    private volatile View view = new View(
            Phase.STARTING,
            Optional.of("The sink is starting."),
            Instant.now(),
            false,
            Map.of(),
            Instant.now(),
            Instant.now());

    /** The latest view. */
    public View view() {
        return view;
    }

    synchronized void enter(Phase phase, String reason) {
        boolean same = view.phase() == phase;
        view = new View(
                phase,
                Optional.ofNullable(reason),
                same ? view.since() : Instant.now(),
                view.brokerConnected(),
                view.lags(),
                view.lastProgress(),
                view.lastTurn());
    }

    synchronized void observe(boolean brokerConnected, Map<TopicPartition, Long> lags) {
        var sorted = new TreeMap<TopicPartition, Long>((a, b) -> a.toString().compareTo(b.toString()));
        sorted.putAll(lags);
        view = new View(
                view.phase(),
                view.reason(),
                view.since(),
                brokerConnected,
                sorted,
                view.lastProgress(),
                view.lastTurn());
    }

    synchronized void turned(boolean progress) {
        Instant now = Instant.now();
        view = new View(
                view.phase(),
                view.reason(),
                view.since(),
                view.brokerConnected(),
                view.lags(),
                progress ? now : view.lastProgress(),
                now);
    }
}
