package org.starflow.local.security;

import java.util.HashMap;
import java.util.Map;

/**
 * Settings of a secured broker. Clients use TLS and SCRAM; the broker, the controller and the launcher know each other
 * by the stack's own key, whose holder is the only administrator.
 */
public final class SecureBroker {

    private final ServerKey key;

    public SecureBroker(ServerKey key) {
        this.key = key;
    }

    /** Of the server. */
    public Map<String, String> settings(int port, int internalPort, int controllerPort) {
        Map<String, String> settings = new HashMap<>(tls());
        settings.put(
                "listeners",
                "CLIENTS://127.0.0.1:" + port + ",INTERNAL://127.0.0.1:" + internalPort + ",CONTROLLER://127.0.0.1:"
                        + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port + ",INTERNAL://127.0.0.1:" + internalPort);
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,INTERNAL:SSL,CONTROLLER:SSL");
        settings.put("inter.broker.listener.name", "INTERNAL");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.internal.ssl.client.auth", "required");
        settings.put("listener.name.controller.ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ServerKey.NAME);
        settings.put("allow.everyone.if.no.acl.found", "false");
        return settings;
    }

    /** Of an administrator's client; for the internal listener. */
    public Map<String, String> administrator(int internalPort) {
        Map<String, String> settings = new HashMap<>(tls());
        settings.put("bootstrap.servers", "127.0.0.1:" + internalPort);
        settings.put("security.protocol", "SSL");
        return settings;
    }

    private Map<String, String> tls() {
        return Map.of(
                "ssl.enabled.protocols", "TLSv1.3",
                "ssl.keystore.type", "PKCS12",
                "ssl.keystore.location", key.keyStore().toString(),
                "ssl.keystore.password", key.password(),
                "ssl.key.password", key.password(),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", key.certificate().toString());
    }
}
