package org.starflow.local.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** Settings of a registry (Apicurio on Quarkus) that speaks TLS alone and knows its users. */
public final class RegistryAccess {

    /** The launcher itself: sets the compatibility rule. */
    public static final String ADMINISTRATOR = "starflow-stack";

    private final AccessList list;
    private final UnaryOperator<String> passwords;

    /** @param passwords of a user */
    public RegistryAccess(AccessList list, UnaryOperator<String> passwords) {
        this.list = list;
        this.passwords = passwords;
    }

    /** Users, passwords and roles, for a file that only the owner can read. */
    public Properties users() {
        Properties users = new Properties();
        add(users, ADMINISTRATOR, "sr-admin");
        for (AccessList.User user : list.users()) {
            switch (user.registry()) {
                case WRITE -> add(users, user.name(), "sr-developer");
                case READ -> add(users, user.name(), "sr-readonly");
                case NONE -> {}
            }
        }
        return users;
    }

    private void add(Properties users, String name, String role) {
        users.setProperty("quarkus.security.users.embedded.users." + name, passwords.apply(name));
        users.setProperty("quarkus.security.users.embedded.roles." + name, role);
    }

    /** Environment of the server. */
    public Map<String, String> environment(int port, ServerKey key) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_INSECURE_REQUESTS", "disabled");
        environment.put("QUARKUS_HTTP_SSL_PORT", Integer.toString(port));
        environment.put(
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE", key.keyStore().toString());
        environment.put("QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_PASSWORD", key.password());
        environment.put("QUARKUS_HTTP_SSL_PROTOCOLS", "TLSv1.3");
        environment.put("QUARKUS_HTTP_AUTH_BASIC", "true");
        environment.put("QUARKUS_SECURITY_USERS_EMBEDDED_PLAIN_TEXT", "true");
        environment.put("APICURIO_AUTH_ROLE_BASED_AUTHORIZATION", "true");
        // A writer changes and deletes what it registered itself, and nothing else.
        environment.put("APICURIO_AUTH_OWNER_ONLY_AUTHORIZATION", "true");
        return environment;
    }
}
