package org.starflow.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** User and password of HTTP basic authentication, kept so that they cannot be printed by accident. */
final class BasicAuth {
    private final String userInfo;

    /** Takes {@code user:password}. */
    BasicAuth(String userInfo) {
        if (userInfo.indexOf(':') < 0) {
            throw new IllegalArgumentException("basic authentication needs user:password, found no colon");
        }
        this.userInfo = userInfo;
    }

    String header() {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BasicAuth that && userInfo.equals(that.userInfo);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(userInfo);
    }

    @Override
    public String toString() {
        return "BasicAuth[hidden]";
    }
}
