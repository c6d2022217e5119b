package org.starflow.sink.api;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.starflow.sink.spectrum.Fits;
import org.starflow.sink.spectrum.Spectra;
import org.starflow.sink.spectrum.SpectrumFile;
import org.starflow.sink.spectrum.SpectrumViews;
import org.starflow.v1.Spectrum;

import java.sql.SQLException;
import java.util.Map;

/** Observed and re-simulated flux of single spectra. */
@Path("/api/v1")
@Tag(name = "spectra")
public class SpectrumResource {
    private final SpectrumPages pages;
    private final Spectra spectra;
    private final Fits fits;

    SpectrumResource(SpectrumPages pages, Spectra spectra, Fits fits) {
        this.pages = pages;
        this.spectra = spectra;
        this.fits = fits;
    }

    /** The spectrum as the worker read it. */
    @GET
    @Path("observed/{id: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Flux and uncertainty of a spectrum, from its topic",
            description =
                    "Query: model, version (default: the latest result). Pixels are little-endian float32 in base64; NaN where a pixel is not used. 404 once the topic's retention is over.")
    public SpectrumViews.Spectrum observed(@PathParam("id") String id, @Context UriInfo uri) throws SQLException {
        return spectra.view(spectrum(pages.result(id, uri.getQueryParameters())));
    }

    /** The spectrum that the model simulates at the MAP. */
    @GET
    @Path("fit/{id: .+}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Spectrum re-simulated at the MAP, from a worker",
            description =
                    "Query: model, version (default: the latest result). 503 while no worker with that model is up.")
    public JsonNode fit(@PathParam("id") String id, @Context UriInfo uri) throws SQLException {
        Views.Result result = pages.result(id, uri.getQueryParameters());
        return fits.fit(result.model().name(), result.model().version(), SpectrumPages.map(result));
    }

    /** Both as a file. */
    @GET
    @Path("fits/{id: .+}")
    @Produces("application/fits")
    @Operation(
            summary = "Spectrum as a FITS table: WAVE, FLUX, ERR_FLUX and, while a worker is up, FIT",
            description = "Query: model, version (default: the latest result).")
    public Response file(@PathParam("id") String id, @Context UriInfo uri) throws SQLException {
        Views.Result result = pages.result(id, uri.getQueryParameters());
        Spectrum spectrum = spectrum(result);
        String model = result.model().name() + " " + result.model().version();
        JsonNode fit = null;
        Map<String, Double> labels = Map.of();
        try {
            labels = SpectrumPages.map(result);
            fit = fits.fit(result.model().name(), result.model().version(), labels);
        } catch (ProblemException e) {
            // The file is as complete as it can be now; a column that is not there is seen.
            fit = null;
        }
        return Response.ok(SpectrumFile.of(spectrum, fit, model, labels), "application/fits")
                .header("Content-Disposition", Downloads.named(id, "fits"))
                .build();
    }

    private Spectrum spectrum(Views.Result result) {
        if (result.source().partition() < 0 || result.source().offset() < 0) {
            throw ProblemException.notFound("The spectrum '%s' was never in the topic: it was inferred from a file."
                    .formatted(result.spectrumId()));
        }
        return spectra.at(result.source().partition(), result.source().offset());
    }
}
