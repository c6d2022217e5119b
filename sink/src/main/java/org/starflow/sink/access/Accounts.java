package org.starflow.sink.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.SinkConfig;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The two accounts that configuration can open. */
@ApplicationScoped
public class Accounts {
    /** Role that may have rejects published again. */
    public static final String OPERATOR = "operator";
    /** Role that may read. */
    public static final String READER = "reader";

    private final SinkConfig config;

    /** @param config names and passwords */
    public Accounts(SinkConfig config) {
        this.config = config;
    }

    /** Whether there is an operator. */
    public boolean operatorConfigured() {
        return config.operator().password().filter(p -> !p.isEmpty()).isPresent();
    }

    /** Whether reading needs an account. */
    public boolean readsClosed() {
        return config.reader().password().filter(p -> !p.isEmpty()).isPresent();
    }

    /** Role of a name and password; empty when they fit no account. */
    Optional<String> role(String user, char[] password) {
        if (operatorConfigured()
                && matches(config.operator().user(), config.operator().password(), user, password)) {
            return Optional.of(OPERATOR);
        }
        if (readsClosed() && matches(config.reader().user(), config.reader().password(), user, password)) {
            return Optional.of(READER);
        }
        return Optional.empty();
    }

    private static boolean matches(String name, Optional<String> secret, String user, char[] password) {
        // Both are compared in constant time and always, so that the time of an answer tells nothing.
        boolean sameName = equal(name, user);
        boolean samePassword = equal(secret.orElse(""), new String(password));
        return sameName && samePassword;
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
