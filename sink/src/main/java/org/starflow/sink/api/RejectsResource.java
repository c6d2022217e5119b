package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.schemas.RejectCode;
import org.starflow.sink.access.Gate;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.record.HeaderJson;
import org.starflow.sink.replay.RejectKey;
import org.starflow.sink.replay.ReplayService;
import org.starflow.sink.spectrum.Spectra;
import org.starflow.sink.spectrum.SpectrumViews;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rejects: list, show, publish again. */
@Path("/api/v1/rejects")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "rejects")
public class RejectsResource {
    static final Set<String> LIST_PARAMETERS = Set.of("code", "model", "version", "replayed", "limit", "after");

    private final RejectCatalogue catalogue;
    private final ReplayService replays;
    private final Spectra spectra;
    private final Gate gate;

    RejectsResource(RejectCatalogue catalogue, ReplayService replays, Spectra spectra, Gate gate) {
        this.spectra = spectra;
        this.catalogue = catalogue;
        this.replays = replays;
        this.gate = gate;
    }

    /** Rejects, the latest first. */
    @GET
    @Operation(
            summary = "Rejects, the latest first",
            description =
                    "Query: code, model, version, replayed (true or false), limit (1 to 1000, default 100), after.")
    public RejectViews.RejectPage list(@Context UriInfo uri) throws SQLException {
        var parameters = new Parameters(uri.getQueryParameters(), LIST_PARAMETERS);
        var conditions = new Conditions();
        parameters.text("code").ifPresent(code -> conditions.and("r.code = ?", known(code)));
        parameters.text("model").ifPresent(model -> conditions.and("r.model_name = ?", model));
        parameters.text("version").ifPresent(version -> conditions.and("r.model_version = ?", version));
        parameters
                .flag("replayed")
                .ifPresent(yes -> conditions.and(yes ? "r.replayed_at IS NOT NULL" : "r.replayed_at IS NULL"));
        int limit =
                (int) parameters.integer("limit", 1, ResultQuery.LARGEST_LIMIT).orElse(ResultQuery.DEFAULT_LIMIT);
        return catalogue.page(conditions, parameters.text("after").orElse(null), limit);
    }

    /** One reject with its headers and bytes. */
    @GET
    @Path("{partition: \\d{1,9}}/{offset: \\d{1,18}}")
    @Operation(
            summary = "One reject with headers and bytes",
            description =
                    "Where several models refused the input: the latest, or that of the query's model and version.")
    public RejectViews.Reject show(
            @PathParam("partition") int partition, @PathParam("offset") long offset, @Context UriInfo uri)
            throws SQLException {
        return find(partition, offset, new Parameters(uri.getQueryParameters(), Set.of("model", "version")));
    }

    /** What can be read of the bytes of a reject. */
    @GET
    @Path("{partition: \\d{1,9}}/{offset: \\d{1,18}}/decoded")
    @Operation(
            summary = "What can be read of the bytes of a reject: the header of the spectrum, without its pixels",
            description = "Query: model, version. Where the bytes are no spectrum: why not, and how they begin.")
    public SpectrumViews.Decoded decoded(
            @PathParam("partition") int partition, @PathParam("offset") long offset, @Context UriInfo uri)
            throws SQLException, IOException {
        var reject = find(partition, offset, new Parameters(uri.getQueryParameters(), Set.of("model", "version")));
        String value = reject.payload().value();
        var headers = HeaderJson.read(reject.payload().headers().toString());
        return spectra.decode(
                new RecordHeaders(headers),
                value == null ? null : Base64.getDecoder().decode(value));
    }

    /** Publishes the original record again; needs the role operator. */
    @POST
    @Path("{partition: \\d{1,9}}/{offset: \\d{1,18}}/replay")
    @Operation(
            summary = "Publish the original record again",
            description =
                    "Needs the role operator (HTTP basic). Key, bytes and headers of the original go to starflow.spectra as a new record. The old offset stays rejected, the new one is a new input. again=true: even if replayed before.")
    public RejectViews.Replayed replay(
            @PathParam("partition") int partition, @PathParam("offset") long offset, @Context UriInfo uri)
            throws SQLException {
        String operator = gate.requireOperator();
        var parameters = new Parameters(uri.getQueryParameters(), Set.of("model", "version", "again"));
        RejectViews.Reject reject = find(partition, offset, parameters);
        var replay = replays.replay(
                new RejectKey(partition, offset, reject.modelName(), reject.modelVersion()),
                operator,
                parameters.flag("again").orElse(false));
        return new RejectViews.Replayed(replay.from(), replay.to(), replay.by(), replay.at());
    }

    private RejectViews.Reject find(int partition, long offset, Parameters parameters) throws SQLException {
        List<RejectViews.Reject> rejects = catalogue.at(partition, offset);
        return rejects.stream()
                .filter(r -> parameters.text("model").map(r.modelName()::equals).orElse(true))
                .filter(r ->
                        parameters.text("version").map(r.modelVersion()::equals).orElse(true))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(
                        "There is no such reject at partition %d, offset %d.".formatted(partition, offset)));
    }

    private static String known(String code) {
        var codes = Arrays.stream(RejectCode.values()).map(Enum::name).collect(Collectors.toSet());
        if (!codes.contains(code)) {
            throw ProblemException.badRequest("There is no reject code '%s'; the codes are %s."
                    .formatted(code, String.join(", ", new TreeSet<>(codes))));
        }
        return code;
    }
}
