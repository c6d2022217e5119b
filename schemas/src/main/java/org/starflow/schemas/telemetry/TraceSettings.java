package org.starflow.schemas.telemetry;

import java.net.URI;
import java.util.Optional;

/**
 * Where spans go, and how many.
 *
 * @param endpoint OTLP over HTTP, for example {@code http://127.0.0.1:4318/v1/traces}; empty: tracing is off
 * @param ratio share of the traces that are sent, 0 … 1; drawn by trace id, so that all services choose the same ones
 */
public record TraceSettings(Optional<URI> endpoint, double ratio) {
    private static final String PATH = "/v1/traces";

    /** No export. */
    public static final TraceSettings OFF = new TraceSettings(Optional.empty(), 1);

    /** Checks the ratio. */
    public TraceSettings {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("starflow.traces.ratio: expected 0 … 1, found " + ratio);
        }
    }

    /**
     * Of the configured texts.
     *
     * @param endpoint blank: off; without a path it gets OTLP's own
     * @throws IllegalArgumentException when the endpoint is not an http or https address
     */
    public static TraceSettings of(Optional<String> endpoint, double ratio) {
        return new TraceSettings(endpoint.filter(text -> !text.isBlank()).map(TraceSettings::address), ratio);
    }

    private static URI address(String text) {
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw wrong(text, e);
        }
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw wrong(text, null);
        }
        return uri.getPath().isEmpty() || uri.getPath().equals("/") ? uri.resolve(PATH) : uri;
    }

    private static IllegalArgumentException wrong(String text, Exception cause) {
        return new IllegalArgumentException(
                "starflow.traces.endpoint: expected an address such as http://127.0.0.1:4318, found " + text, cause);
    }
}
