package org.starflow.sink.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.starflow.sink.stream.StreamView;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the API says about the stream. A figure that is not known is null. */
public final class StreamViews {
    private StreamViews() {}

    /** The stream at one moment; reason says why there is no newer one, at is null before the first look. */
    public record Stream(
            Instant at,
            String reason,
            @JsonProperty("arrival_per_second") Double arrivalPerSecond,
            List<Group> groups) {}

    /** A group of workers; drain_seconds is null while the backlog does not shrink. */
    public record Group(
            String group,
            int workers,
            long lag,
            @JsonProperty("oldest_age_seconds") Double oldestAgeSeconds,
            @JsonProperty("consumption_per_second") Double consumptionPerSecond,
            @JsonProperty("drain_seconds") Double drainSeconds,
            boolean growing,
            List<Partition> partitions) {}

    /** A partition, as the group sees it. */
    public record Partition(
            int partition,
            @JsonProperty("next_offset") long nextOffset,
            @JsonProperty("end_offset") long endOffset,
            long lag,
            @JsonProperty("oldest_age_seconds") Double oldestAgeSeconds,
            @JsonProperty("progress_age_seconds") Double progressAgeSeconds) {}

    static Stream of(Optional<StreamView> view, String reason) {
        return view.map(v -> new Stream(
                        v.at(),
                        reason,
                        known(v.arrival()),
                        v.groups().stream().map(StreamViews::group).toList()))
                .orElse(new Stream(null, reason, null, List.of()));
    }

    private static Group group(StreamView.Group group) {
        return new Group(
                group.group(),
                group.workers(),
                group.lag(),
                known(group.oldestAge()),
                known(group.consumption()),
                known(group.drainSeconds()),
                group.growing(),
                group.partitions().stream()
                        .map(p -> new Partition(
                                p.partition(),
                                p.next(),
                                p.end(),
                                p.lag(),
                                known(p.oldestAge()),
                                known(p.progressAge())))
                        .toList());
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
