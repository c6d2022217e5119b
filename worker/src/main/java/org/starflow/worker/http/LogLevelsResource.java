package org.starflow.worker.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.telemetry.LogLevels;

import java.util.Map;
import java.util.function.Supplier;

/** Log levels of the running worker, for its operator. A restart brings the configured ones back. */
@Path("/api/v1/log-levels")
@Produces(MediaType.APPLICATION_JSON)
public class LogLevelsResource {
    private static final Logger LOG = LoggerFactory.getLogger(LogLevelsResource.class);

    private final Operator operator;
    private final LogLevels levels = new LogLevels();

    LogLevelsResource(Operator operator) {
        this.operator = operator;
    }

    /** Categories whose level was changed, with their level. */
    @GET
    public Response changed(@HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        return asOperator(authorization, () -> Response.ok(levels.changed()).build());
    }

    /** Sets the level of a category: ERROR, WARN, INFO, DEBUG, or DEFAULT for the configured one. */
    @PUT
    @Path("/{category}")
    public Response set(
            @PathParam("category") String category,
            @QueryParam("level") String level,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization) {
        return asOperator(authorization, () -> change(category, level));
    }

    private Response change(String category, String level) {
        LogLevels.Change change;
        try {
            change = levels.set(category, level);
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
        LOG.atWarn()
                .addKeyValue("category", change.category())
                .addKeyValue("from", change.from())
                .addKeyValue("to", change.to())
                .addKeyValue("by", operator.user())
                .log("Log level changed");
        return Response.ok(change).build();
    }

    private Response asOperator(String authorization, Supplier<Response> granted) {
        return switch (operator.access(authorization)) {
            case GRANTED -> granted.get();
            case SWITCHED_OFF ->
                problem(
                        403,
                        "Changes are switched off: no operator is configured. Set STARFLOW_WORKER_OPERATOR_PASSWORD and"
                                + " restart the worker.");
            case UNKNOWN ->
                Response.fromResponse(problem(401, "This needs the role operator: give its user and password."))
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"starflow-worker\"")
                        .build();
        };
    }

    private static Response problem(int status, String detail) {
        return Response.status(status).entity(Map.of("detail", detail)).build();
    }
}
