package org.starflow.sink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import java.sql.SQLException;

/** Many results at once, for diagrams. */
@Path("/api/v1/plot")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "results")
public class PlotResource {
    static final int DEFAULT_LIMIT = 20_000;
    static final int LARGEST_LIMIT = 100_000;

    private final PlotCatalogue catalogue;

    PlotResource(PlotCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Columns instead of rows: a tenth of the size. */
    @GET
    @Operation(
            summary = "Results of one model version as columns, the latest stored first",
            description =
                    "The parameters of /results; limit is 1 to 100000, default 20000. 'more' says that there are more than were asked for.")
    public PlotCatalogue.Plot plot(@Context UriInfo uri) throws SQLException {
        return catalogue.plot(new ResultQuery(uri.getQueryParameters(), LARGEST_LIMIT));
    }
}
