package org.starflow.sink.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.starflow.sink.dependency.DependencyState;
import org.starflow.sink.store.Models;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the API says about the sink itself. */
public final class StatusViews {
    private StatusViews() {}

    /** Whether something answers, why not, and since when it is so. */
    public record Reachable(boolean reachable, String reason, Instant since) {
        static Reachable of(DependencyState state) {
            return new Reachable(state.reachable(), state.sentence().orElse(null), state.since());
        }
    }

    /** Rows of the database. */
    public record Counts(
            long results,
            long rejects,
            long quarantined,
            @JsonProperty("rejects_by_code") Map<String, Long> rejectsByCode) {}

    /** One partition that the sink reads. end_offset and lag count transaction markers; null while the broker is away. */
    public record Partition(
            String topic,
            int partition,
            @JsonProperty("next_offset") long nextOffset,
            @JsonProperty("end_offset") Long endOffset,
            Long lag) {}

    /** The sink. counts, models and partitions are null while the database is away, lag while the broker is. */
    public record Status(
            String state,
            String reason,
            Instant since,
            Reachable database,
            Reachable broker,
            Reachable registry,
            Counts counts,
            List<ModelEntry> models,
            List<Partition> partitions,
            Long lag,
            @JsonProperty("last_progress_seconds") double lastProgressSeconds) {}

    /** A model that has sent something. */
    public record ModelEntry(
            String name,
            String version,
            String sha256,
            @JsonProperty("first_seen") Instant firstSeen,
            @JsonProperty("last_seen") Instant lastSeen,
            long results) {
        static ModelEntry of(Models.Entry entry) {
            return new ModelEntry(
                    entry.name(),
                    entry.version(),
                    entry.sha256(),
                    entry.firstSeen(),
                    entry.lastSeen(),
                    entry.results());
        }
    }

    /** Models, the newest first. */
    public record ModelList(List<ModelEntry> models) {}
}
