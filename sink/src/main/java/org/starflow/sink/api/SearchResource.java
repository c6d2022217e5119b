package org.starflow.sink.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.store.Database;
import org.starflow.sink.store.Sql;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** Finds spectra by the beginning of a name. */
@Path("/api/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "results")
public class SearchResource {
    static final Set<String> PARAMETERS = Set.of("q", "limit");

    // Branch by branch, so that each finds its index.
    private static final String SQL =
            "SELECT spectrum_id, target_id, model_name, model_version, ra, dec, teff_map, logg_map, fe_h_map, flags"
                    + " FROM (SELECT * FROM (SELECT * FROM result WHERE spectrum_id >= ? AND spectrum_id < ?"
                    + " ORDER BY spectrum_id LIMIT ?) AS a UNION SELECT * FROM (SELECT * FROM result"
                    + " WHERE target_id >= ? AND target_id < ? ORDER BY target_id LIMIT ?) AS b) AS found"
                    + " ORDER BY spectrum_id, model_name, model_version LIMIT ?";

    private final Database database;

    SearchResource(Database database) {
        this.database = database;
    }

    /** A spectrum that was found. */
    public record Hit(
            @JsonProperty("spectrum_id") String spectrumId,
            @JsonProperty("target_id") String targetId,
            @JsonProperty("model_name") String modelName,
            @JsonProperty("model_version") String modelVersion,
            Double ra,
            Double dec,
            @JsonProperty("teff_map") Double teff,
            @JsonProperty("logg_map") Double logg,
            @JsonProperty("fe_h_map") Double feH,
            Views.Flags flags) {}

    /** What was found; more says that there may be more. */
    public record Hits(List<Hit> hits, boolean more) {}

    /** Spectra whose identifier, or whose target's, begins with a text. */
    @GET
    @Operation(
            summary = "Spectra by the beginning of their identifier or of their target's",
            description = "Query: q, 1 to 200 characters; limit, 1 to 200, default 50.")
    public Hits search(@Context UriInfo uri) throws SQLException {
        var parameters = new Parameters(uri.getQueryParameters(), PARAMETERS);
        String text = parameters
                .text("q")
                .map(String::strip)
                .filter(q -> !q.isEmpty() && q.length() <= 200)
                .orElseThrow(() -> ProblemException.badRequest("The parameter 'q' is a text of 1 to 200 characters."));
        int limit = (int) parameters.integer("limit", 1, 200).orElse(50);
        String end = text + Character.toString(Character.MAX_CODE_POINT);
        List<Hit> hits = database.read(connection -> Sql.list(
                connection,
                SQL,
                List.of(text, end, limit + 1, text, end, limit + 1, limit + 1),
                row -> new Hit(
                        row.getString("spectrum_id"),
                        row.getString("target_id"),
                        row.getString("model_name"),
                        row.getString("model_version"),
                        row.getObject("ra", Double.class),
                        row.getObject("dec", Double.class),
                        row.getObject("teff_map", Double.class),
                        row.getObject("logg_map", Double.class),
                        row.getObject("fe_h_map", Double.class),
                        ResultMapper.flags(row.getLong("flags")))));
        boolean more = hits.size() > limit;
        return new Hits(more ? hits.subList(0, limit) : hits, more);
    }
}
