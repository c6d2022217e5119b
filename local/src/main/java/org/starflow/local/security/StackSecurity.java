package org.starflow.local.security;

import org.starflow.local.state.Home;
import org.starflow.local.state.Secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Key, users and passwords of one secured stack; all below its home folder, none in {@code stack.json}. */
public final class StackSecurity {

    private final Secrets secrets;
    private final ServerKey key;
    private final AccessList list = AccessList.standard();

    private StackSecurity(Secrets secrets, ServerKey key) {
        this.secrets = secrets;
        this.key = key;
    }

    /** The security of a home folder, made at first use. */
    public static StackSecurity of(Home home) {
        Secrets secrets = new Secrets(home);
        return new StackSecurity(secrets, ServerKey.of(folder(home), secrets.password("tls")));
    }

    /** Whether the last stack on this folder was secured. */
    public static boolean isIn(Home home) {
        return Files.exists(folder(home).resolve("certificate.pem"));
    }

    /** Lets the next stack on this folder be an open one; users and passwords stay. */
    public static void forget(Home home) {
        try {
            Files.deleteIfExists(folder(home).resolve("certificate.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(folder(home) + " cannot be changed", e);
        }
    }

    private static Path folder(Home home) {
        return home.path().resolve("tls");
    }

    /** Key of the servers. */
    public ServerKey key() {
        return key;
    }

    /** Settings of the broker and of its administrator. */
    public SecureBroker broker() {
        return new SecureBroker(key);
    }

    /** Users and grants of the broker. */
    public BrokerAccess brokerAccess() {
        return new BrokerAccess(list, secrets::password);
    }

    /** Users of the registry. */
    public RegistryAccess registryAccess() {
        return new RegistryAccess(list, secrets::password);
    }

    /** How a user reaches Kafka and the registry. */
    public ClientAccess client(Principal principal) {
        return new ClientAccess(principal.user(), secrets.password(principal.user()), key.certificate());
    }

    /** How the launcher reaches the registry as its administrator. */
    public ClientAccess registryAdministrator() {
        return new ClientAccess(
                RegistryAccess.ADMINISTRATOR, secrets.password(RegistryAccess.ADMINISTRATOR), key.certificate());
    }
}
