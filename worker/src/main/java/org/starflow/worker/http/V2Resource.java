package org.starflow.worker.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.starflow.worker.service.WorkerService;

import java.util.List;
import java.util.Map;

/** Health and metadata as in KServe's Open Inference Protocol (v2); inference itself goes through Kafka. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
public class V2Resource {
    private final WorkerService worker;

    V2Resource(WorkerService worker) {
        this.worker = worker;
    }

    /** 200 while no stage is dead or stuck. */
    @GET
    @Path("/health/live")
    public Response live() {
        return status("live", worker.stalled().isEmpty());
    }

    /** 200 while the worker is ready. */
    @GET
    @Path("/health/ready")
    public Response ready() {
        return status("ready", worker.ready());
    }

    /** Name, version and hash of the model; 404 for any other name. */
    @GET
    @Path("/models/{name}")
    public Response model(@PathParam("name") String name) {
        return worker.model()
                .filter(model -> model.getName().equals(name))
                .map(model -> Response.ok(Map.of(
                        "name",
                        model.getName(),
                        "versions",
                        List.of(model.getVersion()),
                        "platform",
                        "onnxruntime_onnx",
                        "parameters",
                        Map.of(
                                "sha256", model.getSha256(),
                                "execution_provider", model.getExecutionProvider(),
                                "engine_version", model.getEngineVersion()))))
                .orElseGet(() -> Response.status(404).entity(Map.of("error", "No model of the name " + name + ".")))
                .build();
    }

    private static Response status(String name, boolean up) {
        return Response.status(up ? 200 : 503).entity(Map.of(name, up)).build();
    }
}
