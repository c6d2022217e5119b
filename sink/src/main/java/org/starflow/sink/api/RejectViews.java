package org.starflow.sink.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import org.starflow.sink.record.RecordPosition;

import java.time.Instant;
import java.util.List;

/** What the API says about rejects. */
public final class RejectViews {
    private RejectViews() {}

    /** Headers and bytes of a reject, in base64; value is null when there was none or it was too large to be kept. */
    public record Payload(
            @JsonProperty("key_base64") String key,
            @JsonProperty("value_base64") String value,
            JsonNode headers) {}

    /** A refused input. partition and offset are those of the spectra topic. Payload only where a single reject was asked for. */
    public record Reject(
            int partition,
            long offset,
            String code,
            String meaning,
            String reason,
            @JsonProperty("exception_class") String exceptionClass,
            String key,
            @JsonProperty("spectrum_id") String spectrumId,
            @JsonProperty("value_size") int valueSize,
            @JsonProperty("model_name") String modelName,
            @JsonProperty("model_version") String modelVersion,
            @JsonProperty("rejected_at") Instant rejectedAt,
            @JsonProperty("replayed_at") Instant replayedAt,
            @JsonProperty("replayed_by") String replayedBy,
            @JsonProperty("replayed_to") RecordPosition replayedTo,
            @JsonInclude(JsonInclude.Include.NON_NULL) Payload payload) {}

    /** A page of rejects, the latest first; total counts all that fit the query. */
    public record RejectPage(List<Reject> rejects, long total, String next) {}

    /** Answer to a replay. */
    public record Replayed(
            @JsonProperty("replayed_from") RecordPosition from,
            @JsonProperty("replayed_to") RecordPosition to,
            String by,
            Instant at) {}
}
