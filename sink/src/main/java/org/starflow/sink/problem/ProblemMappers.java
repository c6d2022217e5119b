package org.starflow.sink.problem;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.broker.BrokerAwayException;
import org.starflow.sink.store.SqlErrors;

import java.sql.SQLException;

/** Every error of the API becomes a {@link Problem}. */
public class ProblemMappers {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        return Problem.of(e.status(), e.getMessage()).response();
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException e) {
        return Problem.of(404, "There is nothing at this address; /q/openapi lists what there is.")
                .response();
    }

    @ServerExceptionMapper
    Response web(WebApplicationException e) {
        return Problem.of(e.getResponse().getStatus(), String.valueOf(e.getMessage()))
                .response();
    }

    @ServerExceptionMapper
    Response database(SQLException e) {
        LOGGER.atWarn().addKeyValue("reason", SqlErrors.message(e)).log("Request failed: database");
        return Problem.of(
                        503,
                        "The database can not answer now (" + SqlErrors.message(e)
                                + "); nothing is lost, results wait in their topic.")
                .response();
    }

    @ServerExceptionMapper
    Response broker(BrokerAwayException e) {
        LOGGER.atWarn().addKeyValue("reason", e.getMessage()).log("Request failed: broker");
        return Problem.of(503, e.getMessage()).response();
    }

    @ServerExceptionMapper
    Response unexpected(RuntimeException e) {
        LOGGER.atError().setCause(e).log("Request failed");
        return Problem.of(500, "The request failed for a reason that the log of the sink tells.")
                .response();
    }
}
