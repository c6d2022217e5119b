package org.starflow.schemas.registry;

import javax.net.ssl.SSLContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the registry is and how to talk to it, read from Confluent's property names (docs/data-contracts.md lists
 * them). Immutable; {@link #toString()} shows no secret.
 */
public final class RegistryConfig {
    /** Property: one URL or several, separated by commas. */
    public static final String URL = "schema.registry.url";

    private static final long MAX_RESPONSE_BYTES = 4L << 20;

    private final List<Endpoint> endpoints;
    private final Optional<SSLContext> ssl;
    private final RetryPolicy retries;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final Duration missingTtl;
    private final Duration latestTtl;
    private final long maxResponseBytes;

    private RegistryConfig(Settings settings) {
        CredentialsSource source = CredentialsSource.of(settings);
        Optional<BasicAuth> auth = source.userInfo(settings);
        endpoints = settings.list(URL).stream()
                .map(url -> Endpoint.parse(url, source, auth))
                .toList();
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException(URL + " is not set: give the URL of the schema registry");
        }
        ssl = RegistryTls.context(settings);
        retries = new RetryPolicy(
                (int) settings.number("max.retries", 3, 0, 100),
                settings.millis("retries.wait.ms", 200),
                settings.millis("retries.max.wait.ms", 5_000));
        connectTimeout = settings.millis("http.connect.timeout.ms", 5_000);
        readTimeout = settings.millis("http.read.timeout.ms", 10_000);
        missingTtl = Duration.ofSeconds(settings.number("missing.id.cache.ttl.sec", 10, 0, 86_400));
        latestTtl = Duration.ofSeconds(settings.number("latest.cache.ttl.sec", -1, -1, 86_400));
        maxResponseBytes = settings.number("max.response.bytes", MAX_RESPONSE_BYTES, 1_024, Integer.MAX_VALUE);
    }

    /**
     * Reads a Kafka client's configuration; unknown keys are ignored.
     *
     * @throws IllegalArgumentException naming the property that is missing or wrong
     */
    public static RegistryConfig from(Map<String, ?> properties) {
        return new RegistryConfig(new Settings(properties));
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    Optional<SSLContext> ssl() {
        return ssl;
    }

    RetryPolicy retries() {
        return retries;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration readTimeout() {
        return readTimeout;
    }

    /** How long an unknown id is remembered as unknown. */
    Duration missingTtl() {
        return missingTtl;
    }

    /** How long the latest version of a subject is remembered; negative: for ever. */
    Duration latestTtl() {
        return latestTtl;
    }

    long maxResponseBytes() {
        return maxResponseBytes;
    }

    @Override
    public String toString() {
        return "RegistryConfig[urls=" + endpoints.stream().map(Endpoint::base).toList() + ", retries=" + retries
                + ", readTimeout=" + readTimeout + "]";
    }
}
