package org.starflow.local.security;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one user reaches Kafka and the registry of a secured stack.
 *
 * @param user name
 * @param password of Kafka and the registry alike
 * @param certificate the stack's, PEM
 */
public record ClientAccess(String user, String password, Path certificate) {

    /** Settings of Kafka's clients. */
    public Map<String, String> kafka() {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                                + "\" password=\"" + password + "\";",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.toString());
    }

    /** Settings of the serializers' registry client. */
    public Map<String, String> registry() {
        return Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                user + ":" + password,
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.location",
                certificate.toString());
    }

    /** Both, as the environment of a service. Only its own user and root can read that. */
    public Map<String, String> environment() {
        Map<String, String> settings = new HashMap<>(kafka());
        settings.putAll(registry());
        Map<String, String> environment = new TreeMap<>();
        settings.forEach((name, value) ->
                environment.put("KAFKA_" + name.replace('.', '_').toUpperCase(Locale.ROOT), value));
        return environment;
    }

    /** Header of HTTP basic authentication. */
    public String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "ClientAccess[" + user + "]";
    }
}
