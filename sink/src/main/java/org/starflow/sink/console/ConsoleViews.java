package org.starflow.sink.console;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the console says about the stream. Null where a value is not known. */
public final class ConsoleViews {
    private ConsoleViews() {}

    /**
     * Something that the stream needs.
     *
     * @param since since when it answers or does not
     * @param reason why it does not answer
     * @param effect what that means, and what not
     */
    public record Dependency(String name, boolean up, Instant since, String reason, String effect) {}

    /** The sink itself. */
    public record Sink(
            String state,
            String reason,
            Instant since,
            long lag,
            @JsonProperty("progress_age_seconds") double progressAgeSeconds) {}

    /**
     * One partition of the spectra, as a group of workers sees it.
     *
     * @param next offset of the first spectrum that is not done
     * @param member client that reads it; null while nobody does
     * @param quietSeconds since the group last got on; null while it has nothing to do
     */
    public record Partition(
            int partition,
            long next,
            long end,
            long lag,
            String member,
            @JsonProperty("oldest_age_seconds") Double oldestAgeSeconds,
            @JsonProperty("quiet_seconds") Double quietSeconds) {}

    /** One worker. */
    public record Member(String client, String host, List<Integer> partitions) {}

    /** The workers of one model version. Rates are spectra a second over the last minute; trend is none, shrinking, growing or unknown. */
    public record Group(
            String group,
            int workers,
            String state,
            List<Member> members,
            List<Partition> partitions,
            long lag,
            @JsonProperty("oldest_age_seconds") Double oldestAgeSeconds,
            @JsonProperty("rate_in") Double rateIn,
            @JsonProperty("rate_out") Double rateOut,
            String trend,
            @JsonProperty("seconds_left") Double secondsLeft) {}

    /** Rows of the database. */
    public record Counts(
            long results,
            long flagged,
            long rejects,
            @JsonProperty("rejects_waiting") long rejectsWaiting,
            long quarantined,
            @JsonProperty("rejects_by_code") Map<String, Long> rejectsByCode,
            @JsonProperty("taken_at") Instant takenAt) {}

    /** A moment of the past: lag of all groups, spectra a second in and out. */
    public record Moment(Instant at, Long lag, Double in, Double out, Long sink) {}

    /** The stream now. groups and counts are the latest known: dependencies say whether they are of today. */
    public record State(
            Instant at, Sink sink, List<Dependency> dependencies, List<Group> groups, Counts counts, Moment now) {}

    /** The stream now and the last half hour. */
    public record Report(State state, List<Moment> history) {}
}
