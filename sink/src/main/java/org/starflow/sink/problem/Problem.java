package org.starflow.sink.problem;

import jakarta.ws.rs.core.Response;

/**
 * An error as RFC 9457 has it.
 *
 * @param type always about:blank: the status says it
 * @param title name of the status
 * @param status HTTP status
 * @param detail one sentence: what was expected, what was found
 */
public record Problem(String type, String title, int status, String detail) {
    /** Media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return new Problem("about:blank", known == null ? "Error" : known.getReasonPhrase(), status, detail);
    }

    Response response() {
        var builder = Response.status(status).type(MEDIA_TYPE).entity(this);
        return status == Response.Status.UNAUTHORIZED.getStatusCode()
                ? builder.header("WWW-Authenticate", "Basic realm=\"starflow\"").build()
                : builder.build();
    }
}
