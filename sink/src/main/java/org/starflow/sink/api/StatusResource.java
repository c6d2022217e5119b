package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.schemas.Topics;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.broker.BrokerAwayException;
import org.starflow.sink.consume.SinkState;
import org.starflow.sink.dependency.Dependencies;
import org.starflow.sink.dependency.Dependency;
import org.starflow.sink.dependency.DependencyState;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Models;
import org.starflow.sink.store.OffsetTable;
import org.starflow.sink.store.Sql;
import org.starflow.sink.store.SqlErrors;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How the sink is, and which models it knows. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class StatusResource {
    private final Database database;
    private final Broker broker;
    private final SinkState state;
    private final Dependencies dependencies;

    StatusResource(Database database, Broker broker, SinkState state, Dependencies dependencies) {
        this.database = database;
        this.broker = broker;
        this.state = state;
        this.dependencies = dependencies;
    }

    private record Rows(
            StatusViews.Counts counts, List<StatusViews.ModelEntry> models, Map<TopicPartition, Long> offsets) {}

    /** The state of the sink; also answers while database or broker are away. */
    @GET
    @Path("status")
    @Operation(summary = "State, counts, lag and models; answers also while database or broker are away")
    public StatusViews.Status status() {
        var view = state.view();
        Rows rows = null;
        DependencyState databaseState;
        try {
            rows = database.read(StatusResource::rows);
            databaseState = dependencies.works(Dependency.DATABASE);
        } catch (SQLException e) {
            databaseState = dependencies.fails(Dependency.DATABASE, SqlErrors.message(e));
        }
        Map<TopicPartition, Long> ends = null;
        DependencyState brokerState;
        try {
            ends = ends();
            brokerState = dependencies.works(Dependency.BROKER);
        } catch (BrokerAwayException e) {
            brokerState = dependencies.fails(Dependency.BROKER, e.getMessage());
        }
        List<StatusViews.Partition> partitions = rows == null ? null : partitions(rows.offsets(), ends);
        Long lag = partitions == null || ends == null
                ? null
                : (Long) partitions.stream()
                        .map(StatusViews.Partition::lag)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum();
        return new StatusViews.Status(
                view.phase().name().toLowerCase(Locale.ROOT),
                view.reason().orElse(null),
                view.since(),
                StatusViews.Reachable.of(databaseState),
                StatusViews.Reachable.of(brokerState),
                StatusViews.Reachable.of(dependencies.state(Dependency.REGISTRY)),
                rows == null ? null : rows.counts(),
                rows == null ? null : rows.models(),
                partitions,
                lag,
                view.progressAge());
    }

    /** Every model that has sent something. */
    @GET
    @Path("models")
    @Operation(summary = "Models that have sent something, the newest first")
    public StatusViews.ModelList models() throws SQLException {
        return new StatusViews.ModelList(database.read(Models::all).stream()
                .map(StatusViews.ModelEntry::of)
                .toList());
    }

    private static Rows rows(Connection connection) throws SQLException {
        var byCode = new TreeMap<String, Long>();
        Sql.list(
                connection,
                "SELECT code, count(*) FROM reject GROUP BY code",
                List.of(),
                row -> byCode.put(row.getString(1), row.getLong(2)));
        var counts = new StatusViews.Counts(
                Sql.number(connection, "SELECT count(*) FROM result"),
                byCode.values().stream().mapToLong(Long::longValue).sum(),
                Sql.number(connection, "SELECT count(*) FROM quarantine"),
                byCode);
        var models =
                Models.all(connection).stream().map(StatusViews.ModelEntry::of).toList();
        return new Rows(counts, models, OffsetTable.all(connection));
    }

    private Map<TopicPartition, Long> ends() {
        var ends = new HashMap<TopicPartition, Long>();
        for (String topic : List.of(Topics.INFERENCES, Topics.REJECTS)) {
            broker.ranges(topic).forEach((p, range) -> ends.put(new TopicPartition(topic, p), range.end()));
        }
        return ends;
    }

    private static List<StatusViews.Partition> partitions(
            Map<TopicPartition, Long> offsets, Map<TopicPartition, Long> ends) {
        return offsets.entrySet().stream()
                .map(entry -> {
                    Long end = ends == null ? null : ends.get(entry.getKey());
                    Long lag = end == null ? null : (Long) Math.max(0, end - entry.getValue());
                    return new StatusViews.Partition(
                            entry.getKey().topic(), entry.getKey().partition(), entry.getValue(), end, lag);
                })
                .sorted(Comparator.comparing(StatusViews.Partition::topic)
                        .thenComparing(StatusViews.Partition::partition))
                .toList();
    }
}
