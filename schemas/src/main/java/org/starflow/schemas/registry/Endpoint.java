package org.starflow.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * One registry.
 *
 * @param base URL without user info and without a trailing slash
 * @param auth credentials for this registry
 */
record Endpoint(String base, Optional<BasicAuth> auth) {
    /** Takes a URL of the configuration; user info in it is moved out of the URL, so that no message can show it. */
    static Endpoint parse(String text, CredentialsSource source, Optional<BasicAuth> configured) {
        URI uri;
        try {
            uri = new URI(text.strip());
        } catch (URISyntaxException e) {
            // The text may hold a password: neither it nor the exception that quotes it may get out.
            throw new IllegalArgumentException("schema.registry.url is not a URL: " + e.getReason());
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "schema.registry.url must be http://host:port/… or https://host:port/…, found scheme "
                            + uri.getScheme());
        }
        Optional<BasicAuth> auth = source == CredentialsSource.URL
                ? Optional.ofNullable(uri.getUserInfo()).map(BasicAuth::new)
                : configured;
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return new Endpoint(uri.getScheme() + "://" + uri.getHost() + port + path, auth);
    }
}
