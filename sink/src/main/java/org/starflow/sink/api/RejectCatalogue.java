package org.starflow.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.Topics;
import org.starflow.sink.record.RecordPosition;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Sql;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Reads rejects. */
@ApplicationScoped
class RejectCatalogue {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ORDER =
            "r.rejected_at, r.source_partition, r.source_offset, r.model_name, r.model_version";
    private static final String SELECT = "SELECT r.source_partition, r.source_offset, r.code, r.reason,"
            + " r.exception_class, r.key, r.spectrum_id, r.value_size, r.model_name, r.model_version, r.rejected_at,"
            + " r.replayed_at, r.replayed_by, p.published_partition, p.published_offset%s FROM reject r"
            + " LEFT JOIN LATERAL (SELECT published_partition, published_offset FROM reject_replay x"
            + " WHERE (x.source_topic, x.source_partition, x.source_offset, x.model_name, x.model_version)"
            + " = (r.source_topic, r.source_partition, r.source_offset, r.model_name, r.model_version)"
            + " AND x.published_offset IS NOT NULL ORDER BY x.id DESC LIMIT 1) p ON true";

    private final Database database;

    RejectCatalogue(Database database) {
        this.database = database;
    }

    RejectViews.RejectPage page(Conditions conditions, String after, int limit) throws SQLException {
        conditions.and("r.source_topic = ?", Topics.SPECTRA);
        String count = "SELECT count(*) FROM reject r" + conditions.where();
        var counted = conditions.values();
        if (after != null) {
            String[] key = PageToken.read(after, 5);
            conditions.and(
                    "(" + ORDER + ") < (?::timestamptz, ?::integer, ?::bigint, ?, ?)",
                    key[0],
                    key[1],
                    key[2],
                    key[3],
                    key[4]);
        }
        String sql = SELECT.formatted("") + conditions.where() + " ORDER BY " + ORDER.replace(",", " DESC,")
                + " DESC LIMIT ?";
        var parameters = new ArrayList<>(conditions.values());
        parameters.add(limit + 1);
        var tokens = new ArrayList<String>();
        return database.read(connection -> {
            long total = Sql.number(connection, count, counted.toArray());
            List<RejectViews.Reject> rows = Sql.list(connection, sql, parameters, row -> {
                tokens.add(token(row));
                return reject(row, null);
            });
            boolean more = rows.size() > limit;
            return new RejectViews.RejectPage(
                    more ? rows.subList(0, limit) : rows, total, more ? tokens.get(limit - 1) : null);
        });
    }

    /** Rejects of one input, one for each model version that refused it, the latest first. */
    List<RejectViews.Reject> at(int partition, long offset) throws SQLException {
        String sql = SELECT.formatted(", r.value, r.headers")
                + " WHERE r.source_topic = ? AND r.source_partition = ? AND r.source_offset = ?"
                + " ORDER BY r.rejected_at DESC, r.model_name, r.model_version";
        return database.read(connection -> Sql.list(
                connection, sql, List.of(Topics.SPECTRA, partition, offset), row -> reject(row, payload(row))));
    }

    private static RejectViews.Reject reject(ResultSet row, RejectViews.Payload payload) throws SQLException {
        String code = row.getString("code");
        byte[] key = row.getBytes("key");
        Long published = row.getObject("published_offset", Long.class);
        return new RejectViews.Reject(
                row.getInt("source_partition"),
                row.getLong("source_offset"),
                code,
                Arrays.stream(RejectCode.values())
                        .filter(c -> c.name().equals(code))
                        .findFirst()
                        .map(RejectCode::sentence)
                        .orElse(null),
                row.getString("reason"),
                row.getString("exception_class"),
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                row.getString("spectrum_id"),
                row.getInt("value_size"),
                row.getString("model_name"),
                row.getString("model_version"),
                Sql.instant(row, "rejected_at").orElse(null),
                Sql.instant(row, "replayed_at").orElse(null),
                row.getString("replayed_by"),
                published == null
                        ? null
                        : new RecordPosition(Topics.SPECTRA, row.getInt("published_partition"), published),
                payload);
    }

    private static RejectViews.Payload payload(ResultSet row) throws SQLException {
        try {
            return new RejectViews.Payload(
                    base64(row.getBytes("key")),
                    base64(row.getBytes("value")),
                    MAPPER.readTree(row.getString("headers")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Headers of a reject", e);
        }
    }

    private static String base64(byte[] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static String token(ResultSet row) throws SQLException {
        return PageToken.write(List.of(
                row.getObject("rejected_at", OffsetDateTime.class).toString(),
                row.getString("source_partition"),
                row.getString("source_offset"),
                row.getString("model_name"),
                row.getString("model_version")));
    }
}
