package org.starflow.sink.stream;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.Topics;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.broker.BrokerAwayException;
import org.starflow.sink.dependency.Dependencies;
import org.starflow.sink.dependency.Dependency;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the broker every two seconds how far the workers are. The sink does it because it is always there: workers that
 * are down, or scaled to none, could not tell that a backlog grows.
 */
@ApplicationScoped
public class StreamWatch {
    private static final Logger LOGGER = LoggerFactory.getLogger(StreamWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Broker broker;
    private final Map<String, Object> kafka;
    private final SinkConfig config;
    private final Dependencies dependencies;
    private final StreamState state;
    private final StreamMeters meters;
    private final GroupChoice choice = new GroupChoice();
    private final StreamTracker tracker = new StreamTracker();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("stream-watch").daemon().unstarted(this::watch);

    /** Injected by the container. */
    public StreamWatch(
            Broker broker,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SinkConfig config,
            Dependencies dependencies,
            StreamState state,
            StreamMeters meters) {
        this.broker = broker.within(PATIENCE);
        this.kafka = Map.copyOf(kafka);
        this.config = config;
        this.dependencies = dependencies;
        this.state = state;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        thread.join(PATIENCE);
    }

    private void watch() {
        try {
            while (stop.getCount() > 0) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            broker.close();
        }
    }

    /** Until something fails with the consumer, which is then made anew. */
    private void look() throws InterruptedException {
        try (var oldest = new OldestRecords(kafka)) {
            do {
                Look look = ask();
                dependencies.works(Dependency.BROKER);
                StreamView view = tracker.update(look, oldest.timestamps(StreamTracker.oldest(look)), Instant.now());
                state.show(view);
                meters.show(view);
            } while (!stop.await(config.stream().interval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (BrokerAwayException e) {
            dependencies.fails(Dependency.BROKER, e.getMessage());
            pause();
        } catch (UnknownTopicOrPartitionException e) {
            LOGGER.atDebug().addKeyValue("topic", Topics.SPECTRA).log("No such topic yet");
            pause();
        } catch (KafkaException e) {
            dependencies.fails(Dependency.BROKER, e.getMessage());
            pause();
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("The stream could not be looked at; trying again");
            pause();
        }
    }

    private void pause() throws InterruptedException {
        if (stop.await(config.stream().interval().toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.atDebug().log("Stopping");
        }
    }

    private Look ask() {
        Map<String, Integer> members = broker.members(config.workerGroupPrefix());
        var committed = new HashMap<String, Map<Integer, Long>>();
        var groups = new HashMap<String, Look.Group>();
        for (String group : choice.of(members, g -> sum(committed.computeIfAbsent(g, this::committed)))) {
            var offsets = group.equals(GroupChoice.NONE)
                    ? Map.<Integer, Long>of()
                    : committed.computeIfAbsent(group, this::committed);
            groups.put(group, new Look.Group(members.getOrDefault(group, 0), offsets));
        }
        // Ends after commits: the other way round a lag could be negative.
        return new Look(System.nanoTime(), broker.ranges(Topics.SPECTRA), groups);
    }

    private Map<Integer, Long> committed(String group) {
        return broker.committed(group, Topics.SPECTRA);
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }
}
