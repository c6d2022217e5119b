package org.starflow.sink.console;

import org.starflow.schemas.registry.RegistryConfig;
import org.starflow.schemas.registry.RegistryResponseException;
import org.starflow.schemas.registry.SchemaRegistryClient;

import java.util.Map;

/** Asks the schema registry anything, to see whether it answers. Used on one thread. */
final class RegistryWatch {
    private final Map<String, Object> kafka;
    private SchemaRegistryClient client;

    RegistryWatch(Map<String, Object> kafka) {
        this.kafka = kafka;
    }

    /** What it answered, in a word. */
    String take() {
        if (client == null) {
            client = new SchemaRegistryClient(RegistryConfig.from(kafka));
        }
        try {
            return client.compatibility().name();
        } catch (RegistryResponseException e) {
            // A registry that refuses this question is there all the same.
            return "HTTP error";
        }
    }

    void close() {
        if (client != null) {
            client.close();
        }
    }
}
