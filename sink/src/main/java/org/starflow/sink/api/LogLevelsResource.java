package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.schemas.telemetry.LogLevels;
import org.starflow.sink.access.Gate;
import org.starflow.sink.problem.ProblemException;

import java.util.Map;
import java.util.Set;

/** Log levels of the running sink, for its operator. A restart brings the configured ones back. */
@Path("/api/v1/log-levels")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "log levels")
public class LogLevelsResource {
    static final Set<String> PARAMETERS = Set.of("level");

    private static final Logger LOGGER = LoggerFactory.getLogger(LogLevelsResource.class);

    private final LogLevels levels;
    private final Gate gate;

    LogLevelsResource(LogLevels levels, Gate gate) {
        this.levels = levels;
        this.gate = gate;
    }

    /** Categories whose level was changed, with their level. */
    @GET
    @Operation(summary = "Categories whose level was changed", description = "Needs the role operator (HTTP basic).")
    public Map<String, String> changed() {
        gate.requireOperator();
        return levels.changed();
    }

    /** Sets the level of a category. */
    @PUT
    @Path("{category}")
    @Operation(
            summary = "Set the level of a category until the next restart",
            description =
                    "Needs the role operator (HTTP basic). Query: level, one of ERROR, WARN, INFO, DEBUG, or DEFAULT for the configured one.")
    public LogLevels.Change set(@PathParam("category") String category, @Context UriInfo uri) {
        String operator = gate.requireOperator();
        var parameters = new Parameters(uri.getQueryParameters(), PARAMETERS);
        LogLevels.Change change;
        try {
            change = levels.set(category, parameters.text("level").orElse(null));
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(e.getMessage());
        }
        LOGGER.atWarn()
                .addKeyValue("category", change.category())
                .addKeyValue("from", change.from())
                .addKeyValue("to", change.to())
                .addKeyValue("by", operator)
                .log("Log level changed");
        return change;
    }
}
