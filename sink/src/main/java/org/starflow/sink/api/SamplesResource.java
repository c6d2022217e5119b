package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.sink.problem.ProblemException;

import java.sql.SQLException;

/** Posterior samples of single spectra. */
@Path("/api/v1/samples")
@Tag(name = "spectra")
public class SamplesResource {
    private final SpectrumPages pages;
    private final SamplesCatalogue catalogue;

    SamplesResource(SpectrumPages pages, SamplesCatalogue catalogue) {
        this.pages = pages;
        this.catalogue = catalogue;
    }

    /** The samples that the worker sent with a result. */
    @GET
    @Path("{id: .+}")
    @Produces({MediaType.APPLICATION_JSON, ResultsResource.CSV})
    @Operation(
            summary = "Thinned posterior samples of a spectrum, in the units of the labels",
            description =
                    "Query: model, version (default: the latest result), format (json or csv). 404 where the worker sends none (starflow.worker.samples).")
    public Response samples(@PathParam("id") String id, @Context UriInfo uri) throws SQLException {
        Views.Result result = pages.result(id, uri.getQueryParameters());
        var samples = catalogue
                .of(result.spectrumId(), result.model().name(), result.model().version())
                .orElseThrow(() -> ProblemException.notFound(
                        "There are no posterior samples of '%s': the worker sends them with starflow.worker.samples."
                                .formatted(id)));
        if (!"csv".equals(uri.getQueryParameters().getFirst("format"))) {
            return Response.ok(samples, MediaType.APPLICATION_JSON).build();
        }
        return Response.ok(csv(samples), ResultsResource.CSV + ";charset=UTF-8")
                .header("Content-Disposition", Downloads.named(id + "-samples", "csv"))
                .build();
    }

    private static String csv(SamplesCatalogue.Samples samples) {
        var out = new StringBuilder(String.join(",", samples.labels())).append("\r\n");
        for (float[] sample : samples.values()) {
            for (int d = 0; d < sample.length; d++) {
                out.append(d == 0 ? "" : ",").append(sample[d]);
            }
            out.append("\r\n");
        }
        return out.toString();
    }
}
