package org.starflow.sink.consume;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.telemetry.Tracing;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.record.InferenceDeserializers;
import org.starflow.sink.record.RecordDecoder;
import org.starflow.sink.store.BatchStore;
import org.starflow.sink.store.Database;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The consumer's thread: starts with the service, begins anew after a failure of the client, stops between two transactions. */
@ApplicationScoped
public class SinkConsumer {
    private static final Logger LOGGER = LoggerFactory.getLogger(SinkConsumer.class);
    private static final Duration JOIN = Duration.ofSeconds(20);

    private final Map<String, Object> kafka;
    private final SinkConfig config;
    private final Migration migration;
    private final BatchStore store;
    private final Database database;
    private final SinkState state;
    private final SinkMeters meters;
    private final Tracing tracing;
    private final InferenceDeserializers deserializers;
    private final String owner =
            ProcessHandle.current().pid() + "-" + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicReference<KafkaConsumer<byte[], byte[]>> current = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("sink-consumer").unstarted(this::run);
    private final CountDownLatch stop = new CountDownLatch(1);

    /** Injected by the container. */
    public SinkConsumer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SinkConfig config,
            Migration migration,
            BatchStore store,
            Database database,
            SinkState state,
            SinkMeters meters,
            Tracing tracing,
            InferenceDeserializers deserializers) {
        this.kafka = Map.copyOf(kafka);
        this.config = config;
        this.migration = migration;
        this.store = store;
        this.database = database;
        this.state = state;
        this.meters = meters;
        this.tracing = tracing;
        this.deserializers = deserializers;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        KafkaConsumer<byte[], byte[]> consumer = current.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        if (!thread.join(JOIN)) {
            LOGGER.atWarn().addKeyValue("waited", JOIN).log("The consumer did not stop in time");
        }
    }

    /** Whether the thread lives. */
    public boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        var backoff = new Backoff(config.retryInitial(), config.retryMax());
        try {
            migration.awaitDone(stop);
            while (!stopping()) {
                try {
                    consume();
                    backoff.worked();
                } catch (RuntimeException e) {
                    if (!stopping()) {
                        meters.error("broker");
                        state.enter(SinkState.Phase.WAITING, "The Kafka client failed: " + e.getMessage());
                        LOGGER.atError().setCause(e).log("The Kafka client failed; starting a new one");
                        pause(backoff.failed());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.enter(SinkState.Phase.STOPPED, "The sink has stopped.");
            LOGGER.atInfo().addKeyValue("owner", owner).log("Consumer stopped");
        }
    }

    private void consume() {
        var settings = ConsumerSettings.of(kafka, config);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings);
                Deserializer<?> inferences = deserializers.open()) {
            current.set(consumer);
            var session = new SinkSession(
                    consumer, new RecordDecoder(inferences), store, database, state, meters, config, tracing, owner);
            session.subscribe();
            LOGGER.atInfo()
                    .addKeyValue("group", config.group())
                    .addKeyValue("protocol", config.groupProtocol())
                    .addKeyValue("owner", owner)
                    .log("Consumer started");
            turn(session);
            session.commitToKafka();
        } finally {
            current.set(null);
        }
    }

    private void turn(SinkSession session) {
        try {
            while (!stopping()) {
                session.step();
            }
        } catch (WakeupException e) {
            if (!stopping()) {
                throw e;
            }
        }
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void pause(Duration wait) throws InterruptedException {
        if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
            LOGGER.atDebug().log("Stopping while waiting");
        }
    }
}
