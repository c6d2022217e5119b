package org.starflow.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a request to the registry that answered last; goes on to the next URL, and round again with backoff, while the
 * answer is a connection error, a timeout, 429 or 5xx. Thread-safe.
 */
final class RegistryTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);

    private final RegistryConfig config;
    private final Exchange exchange;
    private final AtomicInteger preferred = new AtomicInteger();

    RegistryTransport(RegistryConfig config) {
        this.config = config;
        this.exchange = new Exchange(config);
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty());
    }

    /**
     * Sends one request.
     *
     * @param body JSON, for POST and PUT
     * @throws RegistryResponseException when a registry refused the request
     * @throws RegistryUnreachableException when none answered, after all retries
     */
    JsonNode send(String method, String path, Optional<JsonNode> body) {
        List<Endpoint> endpoints = config.endpoints();
        Failed last = null;
        for (int round = 0; round <= config.retries().maxRetries(); round++) {
            if (last != null) {
                pause(config.retries().backoff(round, last.retryAfter()), last);
            }
            int first = preferred.get();
            for (int i = 0; i < endpoints.size(); i++) {
                int index = (first + i) % endpoints.size();
                switch (exchange.send(endpoints.get(index), method, path, body)) {
                    case Answer answer -> {
                        preferred.set(index);
                        return answer.body();
                    }
                    case Failed failed -> {
                        last = failed;
                        LOG.atDebug()
                                .addKeyValue("round", round)
                                .addKeyValue("reason", failed.message())
                                .log("schema registry failed, trying on");
                    }
                }
            }
        }
        throw exhausted(last);
    }

    private RegistryUnreachableException exhausted(Failed last) {
        int attempts = (config.retries().maxRetries() + 1) * config.endpoints().size();
        return new RegistryUnreachableException(
                last.message() + " (last of " + attempts + " attempts at "
                        + config.endpoints().size() + " URLs)",
                last.cause());
    }

    private static void pause(Duration wait, Failed last) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnreachableException(
                    "interrupted while waiting to retry; before that: " + last.message(), e);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
