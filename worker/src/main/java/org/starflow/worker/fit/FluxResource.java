package org.starflow.worker.fit;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.starflow.model.ModelPackage;
import org.starflow.worker.service.WorkerService;

import java.util.Map;

/** What the model thinks a star looks like: docs/adr/045-fit-from-the-worker.md. */
@Path("/v2/models/{name}/versions/{version}/flux")
@Produces(MediaType.APPLICATION_JSON)
public class FluxResource {
    private final WorkerService worker;
    private final FitEmulator emulator;

    FluxResource(WorkerService worker, FitEmulator emulator) {
        this.worker = worker;
        this.emulator = emulator;
    }

    /** Flux for labels given as query parameters by their keys; 404 for another model, 503 while others are served. */
    @GET
    public Response flux(@PathParam("name") String name, @PathParam("version") String version, @Context UriInfo uri)
            throws InterruptedException {
        ModelPackage model = worker.modelPackage()
                .filter(m -> m.manifest().name().equals(name)
                        && m.manifest().version().equals(version))
                .orElse(null);
        if (model == null) {
            return problem(404, "This worker does not hold the model " + name + " " + version + ".");
        }
        try {
            double[] labels = LabelValues.of(model.manifest().labels(), uri.getQueryParameters());
            return emulator.flux(model, labels)
                    .map(flux -> Response.ok(FluxView.of(model, flux)).build())
                    .orElseGet(() -> problem(503, "The emulator serves others; ask again in a few seconds."));
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    private static Response problem(int status, String sentence) {
        return Response.status(status).entity(Map.of("error", sentence)).build();
    }
}
