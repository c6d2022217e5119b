package org.starflow.sink.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.TopicPartition;
import org.starflow.schemas.Topics;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.SinkMetrics;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.broker.Existence;
import org.starflow.sink.broker.OffsetRange;
import org.starflow.sink.broker.TopicReader;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Models;
import org.starflow.sink.store.OffsetTable;
import org.starflow.sink.store.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Proves, or disproves, that every input has exactly one outcome and every outcome its row. The order of the looks makes
 * it exact while everything runs: the workers' commits first, then the ends of their outcome topics, then (once the sink
 * has read that far) the ledger. Whatever the workers had committed by then must be in the ledger.
 */
@ApplicationScoped
public class AuditService {
    private static final Duration SETTLE = Duration.ofSeconds(8);

    private final Database database;
    private final Broker broker;
    private final TopicReader topics;
    private final String groupPrefix;
    private final MultiGauge differences;

    /** Injected by the container. */
    public AuditService(
            Database database, Broker broker, TopicReader topics, SinkConfig config, MeterRegistry registry) {
        this.database = database;
        this.broker = broker;
        this.topics = topics;
        this.groupPrefix = config.workerGroupPrefix();
        this.differences = MultiGauge.builder(SinkMetrics.AUDIT_DIFFERENCES)
                .description(
                        "Differences between topics and database that the latest audit of a model version found [records]")
                .register(registry);
    }

    /** Audits model versions; by default those with active workers and the newest. */
    public AuditReport audit(ModelChoice choice, int limit) throws SQLException {
        var active = broker.activeGroups(groupPrefix);
        List<Models.Name> models = choice.of(database.read(Models::newestFirst), active, groupPrefix);
        Map<Models.Name, Map<Integer, Long>> committed = new LinkedHashMap<>();
        for (Models.Name model : models) {
            committed.put(model, broker.committed(group(model), Topics.SPECTRA));
        }
        Map<Integer, Broker.Range> spectra = broker.ranges(Topics.SPECTRA);
        long behind = awaitSink(outcomeEnds());
        var evidence = new LinkedHashMap<Models.Name, Evidence>();
        long quarantined = database.read(connection -> {
            for (Models.Name model : models) {
                evidence.put(model, collect(connection, model, spectra, committed.get(model), limit));
            }
            return Sql.number(connection, "SELECT count(*) FROM quarantine");
        });
        Map<Integer, Broker.Range> now = broker.ranges(Topics.SPECTRA);
        var judgement = new Judgement(this::look, limit);
        var accounts = new ArrayList<ModelAudit>();
        evidence.forEach((model, found) -> {
            List<PartitionAudit> partitions = found.partitions().stream()
                    .map(p -> judgement.judge(
                            p,
                            behind == 0,
                            now.getOrDefault(p.partition(), new Broker.Range(0, 0))
                                    .end()))
                    .toList();
            accounts.add(account(model, active.contains(group(model)), partitions, found));
        });
        if (models.isEmpty()) {
            accounts.add(Unclaimed.account(spectra));
        }
        publish(accounts);
        return Sentences.report(accounts, behind, quarantined, Instant.now());
    }

    private record Evidence(List<PartitionEvidence> partitions, RowAudit results, RowAudit rejects) {}

    private String group(Models.Name model) {
        return groupPrefix + model.name() + "-" + model.version();
    }

    private static Evidence collect(
            Connection connection,
            Models.Name model,
            Map<Integer, Broker.Range> spectra,
            Map<Integer, Long> committed,
            int limit)
            throws SQLException {
        var partitions = new ArrayList<PartitionEvidence>();
        for (var entry : spectra.entrySet()) {
            Long offset = committed.get(entry.getKey());
            OptionalLong promised = offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
            partitions.add(
                    LedgerQueries.evidence(connection, model, entry.getKey(), entry.getValue(), promised, limit));
        }
        return new Evidence(
                partitions, RowQueries.results(connection, model, limit), RowQueries.rejects(connection, model, limit));
    }

    private static ModelAudit account(
            Models.Name model, boolean active, List<PartitionAudit> partitions, Evidence found) {
        long differences =
                partitions.stream().mapToLong(PartitionAudit::differences).sum()
                        + found.results().differences()
                        + found.rejects().differences();
        boolean inProgress = partitions.stream().anyMatch(PartitionAudit::inProgress);
        return new ModelAudit(
                model.name(),
                model.version(),
                Verdict.of(differences, inProgress),
                active,
                partitions,
                found.results(),
                found.rejects());
    }

    private Map<TopicPartition, Long> outcomeEnds() {
        var ends = new HashMap<TopicPartition, Long>();
        for (String topic : List.of(Topics.INFERENCES, Topics.REJECTS)) {
            broker.ranges(topic).forEach((partition, range) -> {
                if (range.end() > range.begin()) {
                    ends.put(new TopicPartition(topic, partition), range.end());
                }
            });
        }
        return ends;
    }

    /** Waits until the sink has read up to the ends; gives the offsets that it is still behind. */
    private long awaitSink(Map<TopicPartition, Long> ends) throws SQLException {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        while (true) {
            Map<TopicPartition, Long> offsets = database.read(OffsetTable::all);
            long behind = ends.entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - offsets.getOrDefault(end.getKey(), 0L)))
                    .sum();
            if (behind == 0 || System.nanoTime() - deadline >= 0) {
                return behind;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private Existence.Seen look(int partition, List<OffsetRange> ranges) {
        return topics.look(new TopicPartition(Topics.SPECTRA, partition), ranges);
    }

    private void publish(List<ModelAudit> accounts) {
        differences.register(
                accounts.stream()
                        .filter(account -> account.model() != null)
                        .map(account -> MultiGauge.Row.of(
                                Tags.of("model", account.model(), "version", account.version()), account.differences()))
                        .toList(),
                true);
    }
}
