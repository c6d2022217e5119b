package org.starflow.schemas.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Paths of the REST API, with what varies percent-encoded. */
final class RegistryPaths {
    private RegistryPaths() {}

    static String subject(String subject) {
        return "/subjects/" + encode(subject);
    }

    static String config(String subject) {
        return "/config/" + encode(subject);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
