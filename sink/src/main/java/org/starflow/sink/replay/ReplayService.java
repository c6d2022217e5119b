package org.starflow.sink.replay;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.Topics;
import org.starflow.sink.SinkMetrics;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.record.HeaderJson;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Sql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Has rejects published again. The request is written down before the record is published and its new place after it,
 * so that a crash in between leaves a trace and never a silent second record.
 */
@ApplicationScoped
public class ReplayService {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReplayService.class);

    private final Database database;
    private final ReplayPublisher publisher;
    private final MeterRegistry meters;

    /** Injected by the container. */
    public ReplayService(Database database, ReplayPublisher publisher, MeterRegistry meters) {
        this.database = database;
        this.publisher = publisher;
        this.meters = meters;
    }

    /**
     * What a replay did.
     *
     * @param from where the refused record lies
     * @param to where the new one lies
     * @param by who asked
     * @param at when
     */
    public record Replay(RecordPosition from, RecordPosition to, String by, Instant at) {}

    private record Original(long replayId, byte[] key, byte[] value, List<Header> headers) {}

    /**
     * Publishes a reject again.
     *
     * @param again whether one that was replayed before may be
     * @throws ProblemException 404 unknown, 409 replayed before or bytes not kept, 503 broker away
     */
    public Replay replay(RejectKey reject, String by, boolean again) throws SQLException {
        var source = new RecordPosition(Topics.SPECTRA, reject.partition(), reject.offset());
        Original original = database.write(connection -> request(connection, reject, by, again));
        RecordPosition published;
        try {
            published =
                    publisher.publish(original.key(), original.value(), ReplayHeaders.of(original.headers(), source));
        } catch (KafkaException e) {
            meters.counter(SinkMetrics.REPLAYS, "outcome", "failed").increment();
            database.write(connection -> failed(connection, reject, original.replayId(), e.getMessage()));
            throw new ProblemException(503, "The record was not published again. " + e.getMessage());
        }
        database.write(connection -> Sql.update(
                connection,
                "UPDATE reject_replay SET published_partition = ?, published_offset = ? WHERE id = ?",
                published.partition(),
                published.offset(),
                original.replayId()));
        meters.counter(SinkMetrics.REPLAYS, "outcome", "published").increment();
        LOGGER.atInfo()
                .addKeyValue("from", source)
                .addKeyValue("to", published)
                .addKeyValue("by", by)
                .log("Reject published again");
        return new Replay(source, published, by, Instant.now());
    }

    private static Original request(Connection connection, RejectKey reject, String by, boolean again)
            throws SQLException {
        var found = Sql.list(
                connection,
                "SELECT key, value, value_size, headers, replayed_at, replayed_by FROM reject WHERE "
                        + RejectKey.CONDITION + " FOR UPDATE",
                reject.parameters(),
                row -> check(row, reject, again));
        if (found.isEmpty()) {
            throw ProblemException.notFound("There is no reject at partition %d, offset %d by the model %s %s."
                    .formatted(reject.partition(), reject.offset(), reject.modelName(), reject.modelVersion()));
        }
        var parameters = new ArrayList<Object>(reject.parameters());
        parameters.add(by);
        long id = Sql.number(
                connection,
                "INSERT INTO reject_replay (source_topic, source_partition, source_offset, model_name, model_version,"
                        + " requested_at, requested_by) VALUES (?, ?, ?, ?, ?, now(), ?) RETURNING id",
                parameters.toArray());
        mark(connection, reject, "replayed_at = now(), replayed_by = ?", List.of(by));
        Original original = found.getFirst();
        return new Original(id, original.key(), original.value(), original.headers());
    }

    private static Original check(ResultSet row, RejectKey reject, boolean again) throws SQLException {
        String by = row.getString("replayed_by");
        if (by != null && !again) {
            throw new ProblemException(
                    409,
                    "The reject at partition %d, offset %d was replayed at %s by '%s'; add ?again=true to publish it once more."
                            .formatted(
                                    reject.partition(),
                                    reject.offset(),
                                    Sql.instant(row, "replayed_at").orElseThrow(),
                                    by));
        }
        byte[] value = row.getBytes("value");
        if (value == null && row.getInt("value_size") >= 0) {
            throw new ProblemException(
                    409,
                    "The record of %d bytes was too large to be kept (starflow.sink.reject-value-limit): send it again from its source."
                            .formatted(row.getInt("value_size")));
        }
        try {
            return new Original(-1, row.getBytes("key"), value, HeaderJson.read(row.getString("headers")));
        } catch (IOException e) {
            throw new IllegalStateException("Headers of a reject", e);
        }
    }

    private static Object failed(Connection connection, RejectKey reject, long id, String error) throws SQLException {
        Sql.update(connection, "UPDATE reject_replay SET error = ? WHERE id = ?", error, id);
        mark(
                connection,
                reject,
                "(replayed_at, replayed_by) = (SELECT max(p.requested_at), max(p.requested_by) FROM reject_replay p"
                        + " WHERE (p.source_topic, p.source_partition, p.source_offset, p.model_name, p.model_version)"
                        + " = (reject.source_topic, reject.source_partition, reject.source_offset, reject.model_name,"
                        + " reject.model_version) AND p.published_offset IS NOT NULL)",
                List.of());
        return null;
    }

    private static void mark(Connection connection, RejectKey reject, String set, List<Object> values)
            throws SQLException {
        var parameters = new ArrayList<Object>(values);
        parameters.addAll(reject.parameters());
        Sql.update(connection, "UPDATE reject SET " + set + " WHERE " + RejectKey.CONDITION, parameters.toArray());
    }
}
