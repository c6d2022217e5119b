package org.starflow.local.chaos;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Looks again and again, while faults go on, whether offsets ran ahead of results: those of the workers' groups ahead of
 * the committed outcomes, those in the database ahead of its ledger. Offsets are read first; then everything that was
 * written by that time, transactions that were open included.
 */
final class OffsetWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(OffsetWatch.class);
    private static final Duration BETWEEN = Duration.ofSeconds(2);
    /** Longer than a transaction can be open. */
    private static final Duration CATCH_UP = Duration.ofSeconds(40);

    private static final long ANSWER_SECONDS = 5;
    private static final String GROUPS = "starflow-worker-";

    private final String bootstrapServers;
    private final WireFormat wire;
    private final StoredOffsets stored;
    private final List<String> violations = new ArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("chaos-offset-watch").unstarted(this::run);
    private int looks;
    private int missed;

    OffsetWatch(String bootstrapServers, WireFormat wire, Database database) {
        this.bootstrapServers = bootstrapServers;
        this.wire = wire;
        this.stored = new StoredOffsets(database);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                    var reader = new OutcomeReader(bootstrapServers, wire)) {
                while (true) {
                    look(admin, reader);
                    Thread.sleep(BETWEEN);
                }
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
            } catch (KafkaException | ExecutionException | TimeoutException | IOException | SQLException e) {
                missed();
                LOGGER.atDebug().addKeyValue("cause", e.toString()).log("No look at the offsets now");
            }
        }
    }

    private void look(Admin admin, OutcomeReader reader)
            throws ExecutionException, InterruptedException, TimeoutException, IOException, SQLException {
        Map<String, Map<Integer, Long>> committed = committed(admin);
        StoredOffsets.Snapshot database = stored.read();
        if (!reader.readToTheEnd(CATCH_UP)) {
            missed();
            return;
        }
        var found = new ArrayList<String>();
        committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
            long gap = reader.firstWithout(group.substring(GROUPS.length()), partition);
            if (offset > gap) {
                found.add(Instant.now() + " group " + group + " had committed offset " + offset + " of partition "
                        + partition + ", but offset " + gap + " has no outcome");
            }
        }));
        found.addAll(database.aheadOf(reader));
        synchronized (this) {
            looks++;
            violations.addAll(found);
        }
    }

    private static Map<String, Map<Integer, Long>> committed(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        var offsets = new HashMap<String, Map<Integer, Long>>();
        List<String> groups = admin.listGroups().all().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
                .map(group -> group.groupId())
                .filter(group -> group.startsWith(GROUPS))
                .toList();
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            offsets.put(
                    group,
                    all.entrySet().stream()
                            .filter(entry -> entry.getValue() != null)
                            .collect(Collectors.toMap(
                                    entry -> entry.getKey().partition(),
                                    entry -> entry.getValue().offset())));
        }
        return offsets;
    }

    private synchronized void missed() {
        missed++;
    }

    /** What was seen. */
    synchronized Invariant invariant() {
        return Invariant.of(
                "offsets were never ahead of results, in Kafka and in the database",
                looks + " looks while faults went on, " + missed + " tries without an answer",
                looks == 0 ? List.of("nobody could look even once") : violations);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CATCH_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
