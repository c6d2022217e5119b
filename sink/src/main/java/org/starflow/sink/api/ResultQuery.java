package org.starflow.sink.api;

import jakarta.ws.rs.core.MultivaluedMap;
import org.starflow.schemas.Label;
import org.starflow.schemas.ResultFlag;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.store.ResultQuality;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which results a request asks for. Label limits are on the MAP, {@code <label>_map}. */
final class ResultQuery {
    static final int DEFAULT_LIMIT = 100;
    static final int LARGEST_LIMIT = 1000;
    static final Set<String> KNOWN = known();

    private final Parameters parameters;
    private final int largestLimit;

    ResultQuery(MultivaluedMap<String, String> values) {
        this(values, LARGEST_LIMIT);
    }

    ResultQuery(MultivaluedMap<String, String> values, int largestLimit) {
        parameters = new Parameters(values, KNOWN);
        this.largestLimit = largestLimit;
        limit();
        format();
        conditions();
    }

    Optional<String> model() {
        return parameters.text("model");
    }

    Optional<String> version() {
        return parameters.text("version");
    }

    OptionalLong limit() {
        return parameters.integer("limit", 1, largestLimit);
    }

    /** csv or json, where the request says so. */
    Optional<String> format() {
        Optional<String> format = parameters.text("format").map(f -> f.toLowerCase(Locale.ROOT));
        if (format.isPresent() && !Set.of("csv", "json").contains(format.get())) {
            throw ProblemException.badRequest(
                    "The parameter 'format' is csv or json, not '%s'.".formatted(format.get()));
        }
        return format;
    }

    /** The conditions, but for model and version. */
    Conditions conditions() {
        var conditions = new Conditions();
        for (Label label : Label.values()) {
            range(conditions, label.key(), label.key() + "_map");
        }
        range(conditions, "snr", "snr");
        range(conditions, "mjd", "mjd");
        parameters.text("spectrum_id").ifPresent(id -> conditions.and("spectrum_id = ?", id));
        parameters.text("target_id").ifPresent(id -> conditions.and("target_id = ?", id));
        parameters.text("since").ifPresent(since -> conditions.and("received_at >= ?", time(since)));
        Cone.of(parameters).ifPresent(cone -> cone.add(conditions));
        parameters.integer("flags_none", 0, Long.MAX_VALUE).ifPresent(mask -> conditions.and("flags & ? = 0", mask));
        parameters
                .flag("good")
                .ifPresent(good -> conditions.and(
                        good ? "flags & ? = 0" : "flags & ? <> 0", ResultFlag.word(ResultQuality.SERIOUS)));
        parameters.text("after").ifPresent(token -> conditions.and("spectrum_id > ?", PageToken.read(token, 1)[0]));
        return conditions;
    }

    private static OffsetDateTime time(String text) {
        try {
            return Instant.parse(text).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw ProblemException.badRequest(
                    "The parameter 'since' is a time like 2026-11-26T21:00:00Z, not '%s'.".formatted(text));
        }
    }

    private void range(Conditions conditions, String name, String column) {
        parameters.number(name + "_min").ifPresent(low -> conditions.and(column + " >= ?", low));
        parameters.number(name + "_max").ifPresent(high -> conditions.and(column + " <= ?", high));
    }

    private static Set<String> known() {
        var known = new HashSet<>(List.of(
                "snr_min",
                "snr_max",
                "mjd_min",
                "mjd_max",
                "spectrum_id",
                "target_id",
                "since",
                "ra",
                "dec",
                "radius",
                "flags_none",
                "good",
                "model",
                "version",
                "limit",
                "after",
                "format"));
        for (Label label : Label.values()) {
            known.add(label.key() + "_min");
            known.add(label.key() + "_max");
        }
        return Set.copyOf(known);
    }
}
