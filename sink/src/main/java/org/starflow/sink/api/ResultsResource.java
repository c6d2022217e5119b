package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.store.Models;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Results: by ranges of labels, by spectrum, by target. */
@Path("/api/v1")
@Tag(name = "results")
public class ResultsResource {
    static final String CSV = "text/csv";

    private final ResultCatalogue catalogue;

    ResultsResource(ResultCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A page of results as JSON, or all of them as CSV. */
    @GET
    @Path("results")
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            summary = "Results of one model version",
            description =
                    "Limits <label>_min and <label>_max on the MAP of teff, logg, fe_h, vmic, vbroad, ca_fe, c_fe, mg_fe, mn_fe, n_fe, si_fe, ti_fe, li_fe; snr_min/max, mjd_min/max, spectrum_id, target_id, since (stored at or after that time), ra, dec and radius in degrees (cone, at most 180), flags_none (bits that must not be set), good (true: no serious flag). model and version: the newest unless given. JSON: limit (1 to 1000, default 100) and after (next of the page before). format=csv or Accept: text/csv: every result, streamed.")
    public Response results(@Context UriInfo uri, @Context HttpHeaders headers) throws SQLException {
        var query = new ResultQuery(uri.getQueryParameters());
        if (!query.format().map("csv"::equals).orElseGet(() -> prefersCsv(headers))) {
            return Response.ok(catalogue.page(query), MediaType.APPLICATION_JSON)
                    .build();
        }
        Optional<Models.Name> model = catalogue.model(query);
        StreamingOutput body = stream -> {
            try (var out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16)) {
                catalogue.csv(query, model, out);
            } catch (SQLException e) {
                throw new IOException("The database failed in the middle of an export", e);
            }
        };
        var response = Response.ok(body, CSV + ";charset=UTF-8");
        model.ifPresent(m -> response.header("Starflow-Model", m.toString()));
        return response.build();
    }

    /** Every model's result of one spectrum. */
    @GET
    @Path("spectra/{id: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Results of a spectrum, one for each model version, with correlations")
    public Views.SpectrumResults spectrum(@PathParam("id") String id) throws SQLException {
        List<Views.Result> results = catalogue.ofSpectrum(Ids.checked(id));
        if (results.isEmpty()) {
            throw ProblemException.notFound("There is no result for the spectrum '%s'.".formatted(id));
        }
        return new Views.SpectrumResults(id, results);
    }

    /** Every result of one target. */
    @GET
    @Path("targets/{id: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Results of every spectrum of a target")
    public Views.TargetResults target(@PathParam("id") String id) throws SQLException {
        List<Views.Result> results = catalogue.ofTarget(Ids.checked(id));
        if (results.isEmpty()) {
            throw ProblemException.notFound("There is no result for the target '%s'.".formatted(id));
        }
        return new Views.TargetResults(id, results);
    }

    private static boolean prefersCsv(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .filter(type ->
                        type.isCompatible(MediaType.APPLICATION_JSON_TYPE) || type.isCompatible(MediaType.valueOf(CSV)))
                .findFirst()
                .map(type -> !type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .orElse(false);
    }
}
