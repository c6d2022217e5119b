package org.starflow.schemas.registry;

import java.util.Optional;

/** Where the credentials come from: {@code basic.auth.credentials.source}. */
enum CredentialsSource {
    /** From {@code user:password@} in the URL, where there is one (Confluent's default). */
    URL,
    /** From {@code basic.auth.user.info}. */
    USER_INFO;

    static CredentialsSource of(Settings settings) {
        String text = settings.text("basic.auth.credentials.source").orElse("URL");
        return switch (text) {
            case "URL" -> URL;
            case "USER_INFO" -> USER_INFO;
            default ->
                throw new IllegalArgumentException(
                        "basic.auth.credentials.source must be USER_INFO or URL, found " + text);
        };
    }

    Optional<BasicAuth> userInfo(Settings settings) {
        if (this == URL) {
            return Optional.empty();
        }
        return Optional.of(settings.text("basic.auth.user.info")
                .map(BasicAuth::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "basic.auth.credentials.source=USER_INFO needs basic.auth.user.info=user:password")));
    }
}
