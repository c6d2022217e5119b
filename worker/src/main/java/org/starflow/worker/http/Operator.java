package org.starflow.worker.http;

import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.worker.WorkerConfig;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** The one account of a worker, by HTTP basic authentication. */
@ApplicationScoped
public class Operator {
    private static final String SCHEME = "Basic ";

    private final String user;
    private final Optional<String> password;

    /** @param config name and password */
    public Operator(WorkerConfig config) {
        this.user = config.operator().user();
        this.password = config.operator().password().filter(text -> !text.isEmpty());
    }

    /** What a request may do. */
    public enum Access {
        /** No operator is configured. */
        SWITCHED_OFF,
        /** No, or wrong, credentials. */
        UNKNOWN,
        /** It is the operator. */
        GRANTED
    }

    /** Judges the header {@code Authorization} of a request, null where there is none. */
    public Access access(String authorization) {
        if (password.isEmpty()) {
            return Access.SWITCHED_OFF;
        }
        String expected = user + ":" + password.get();
        // Compared in constant time, so that the time of an answer tells nothing.
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), credentials(authorization))
                ? Access.GRANTED
                : Access.UNKNOWN;
    }

    /** Name of the operator. */
    public String user() {
        return user;
    }

    private static byte[] credentials(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder()
                    .decode(authorization.substring(SCHEME.length()).strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
