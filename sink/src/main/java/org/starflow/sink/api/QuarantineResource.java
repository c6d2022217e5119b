package org.starflow.sink.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.sink.access.Gate;
import org.starflow.sink.quarantine.QuarantineService;
import org.starflow.sink.record.QuarantinedRecord;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Records of the result and reject topics that could not be read or stored. */
@Path("/api/v1/quarantine")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quarantine")
public class QuarantineResource {
    static final Set<String> PARAMETERS = Set.of("limit");

    private final QuarantineService quarantine;
    private final Gate gate;

    QuarantineResource(QuarantineService quarantine, Gate gate) {
        this.quarantine = quarantine;
        this.gate = gate;
    }

    /** A record and why it is here. */
    public record Entry(
            String topic,
            int partition,
            long offset,
            @JsonProperty("spectrum_id") String spectrumId,
            String reason,
            @JsonProperty("value_size") int valueSize,
            @JsonProperty("received_at") Instant receivedAt) {
        static Entry of(QuarantinedRecord record) {
            var raw = record.raw();
            return new Entry(
                    raw.topic(),
                    raw.partition(),
                    raw.offset(),
                    record.spectrumId().orElse(null),
                    record.reason(),
                    raw.serializedValueSize(),
                    Instant.ofEpochMilli(raw.timestamp()));
        }
    }

    /** The first records; total counts all. */
    public record Page(List<Entry> records, long total) {}

    /** Records in quarantine. */
    @GET
    @Operation(
            summary = "Records that could not be read or stored",
            description = "Query: limit (1 to 1000, default 100). In the order of topic, partition and offset.")
    public Page list(@Context UriInfo uri) throws SQLException {
        var parameters = new Parameters(uri.getQueryParameters(), PARAMETERS);
        int limit =
                (int) parameters.integer("limit", 1, ResultQuery.LARGEST_LIMIT).orElse(ResultQuery.DEFAULT_LIMIT);
        var content = quarantine.list(limit);
        return new Page(content.records().stream().map(Entry::of).toList(), content.total());
    }

    /** Reads all of them again; needs the role operator. */
    @POST
    @Path("retry")
    @Operation(
            summary = "Read all of them again",
            description =
                    "Needs the role operator (HTTP basic). What can be stored now leaves quarantine; the rest stays.")
    public QuarantineService.Retried retry() throws SQLException {
        return quarantine.retry(gate.requireOperator());
    }
}
