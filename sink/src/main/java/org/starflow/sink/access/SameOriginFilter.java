package org.starflow.sink.access;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.starflow.sink.problem.ProblemException;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a browser change something only from a page of this sink. A browser that knows an operator's password would send
 * it along with a form of any other page; it would not send that page's address as ours, nor a header that is not its
 * own. Programs other than browsers send none of these headers and pass.
 */
public class SameOriginFilter {
    /** Header that the console sends with every request. */
    public static final String MARK = "Starflow-Console";

    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @ServerRequestFilter
    void check(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())
                || !request.getUriInfo().getPath().startsWith("/api/")) {
            return;
        }
        objection(
                        request.getHeaderString("Origin"),
                        request.getHeaderString("Sec-Fetch-Site"),
                        request.getHeaderString("Host"),
                        request.getHeaderString(MARK))
                .ifPresent(sentence -> {
                    throw new ProblemException(403, sentence);
                });
    }

    static Optional<String> objection(String origin, String site, String host, String mark) {
        boolean browser = origin != null || site != null;
        if (!browser) {
            return Optional.empty();
        }
        if ((site != null && !site.equals("same-origin"))
                || (origin != null && !authority(origin).equals(host))) {
            return Optional.of("The request comes from another page (%s); changes are made from the sink's own console."
                    .formatted(origin));
        }
        return mark == null
                ? Optional.of("The header " + MARK + " is missing; changes are made from the sink's own console.")
                : Optional.empty();
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
