package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.starflow.sink.audit.AuditReport;
import org.starflow.sink.audit.AuditService;
import org.starflow.sink.audit.ModelChoice;
import org.starflow.sink.problem.ProblemException;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The proof that nothing is missing. */
@Path("/api/v1/audit")
@Tag(name = "audit")
public class AuditResource {
    static final Set<String> PARAMETERS = Set.of("model", "version", "limit");

    private final AuditService audits;
    private final Semaphore one = new Semaphore(1);

    AuditResource(AuditService audits) {
        this.audits = audits;
    }

    /** Compares the topics with the database. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Offsets in = inferred + rejected, topic against database",
            description =
                    "Query: model and version (default: those with active workers, and the newest), limit of listed offsets (1 to 10000, default 100). The verdict is consistent, in_progress or difference.")
    public AuditReport audit(@Context UriInfo uri) throws SQLException, InterruptedException {
        var parameters = new Parameters(uri.getQueryParameters(), PARAMETERS);
        var choice = new ModelChoice(parameters.text("model"), parameters.text("version"));
        if (choice.version().isPresent() && choice.model().isEmpty()) {
            throw ProblemException.badRequest("The parameter 'version' needs the parameter 'model'.");
        }
        int limit = (int) parameters.integer("limit", 1, 10_000).orElse(100);
        one.acquire();
        try {
            AuditReport report = audits.audit(choice, limit);
            if (choice.model().isPresent() && report.models().getFirst().model() == null) {
                throw ProblemException.notFound("There is nothing of the model %s%s."
                        .formatted(
                                choice.model().get(),
                                choice.version().map(v -> " " + v).orElse("")));
            }
            return report;
        } finally {
            one.release();
        }
    }
}
