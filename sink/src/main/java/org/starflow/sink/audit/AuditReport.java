package org.starflow.sink.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.time.Instant;
import java.util.List;

/**
 * The comparison of topic and database.
 *
 * @param verdict the worst of the models'
 * @param sentence the verdict in words
 * @param checkedAt when it was made
 * @param sinkCaughtUp whether the sink had read every outcome published when the audit began
 * @param sinkBehind offsets of results and rejects that it had still to read
 * @param quarantined records that could not be read or stored; their inputs show up as missing
 * @param models one account for each model version
 */
public record AuditReport(
        Verdict verdict,
        String sentence,
        @JsonProperty("checked_at") Instant checkedAt,
        @JsonProperty("sink_caught_up") boolean sinkCaughtUp,
        @JsonProperty("sink_behind") long sinkBehind,
        long quarantined,
        List<ModelAudit> models) {}
