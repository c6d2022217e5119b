package org.starflow.local.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * The key and certificate of a stack's servers on 127.0.0.1. The certificate signs itself and is the only one that
 * anybody in the stack trusts, so there is no authority whose key could sign another. Made at first use, and again
 * when it is about to expire or cannot be read.
 *
 * @param keyStore PKCS #12, readable by its owner alone
 * @param password of the key store
 * @param certificate the certificate alone, PEM, for clients
 */
public record ServerKey(Path keyStore, String password, Path certificate) {

    /** Subject of the certificate, and Kafka's name for whoever holds the key. */
    public static final String NAME = "starflow-stack";

    private static final String ALIAS = "server";
    private static final Duration REMAINING = Duration.ofDays(30);

    /** The key of the folder {@code tls} of a stack. */
    public static ServerKey of(Path folder, String password) {
        ServerKey key = new ServerKey(folder.resolve("server.p12"), password, folder.resolve("certificate.pem"));
        if (!key.isGood()) {
            key.make();
        }
        return key;
    }

    private boolean isGood() {
        if (!Files.isRegularFile(keyStore)) {
            return false;
        }
        try {
            X509Certificate found = read();
            return found.getNotAfter().toInstant().isAfter(Instant.now().plus(REMAINING))
                    && Files.isRegularFile(certificate)
                    && Files.readString(certificate).equals(pem(found));
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }

    private void make() {
        Path draft = keyStore.resolveSibling("server.p12.new");
        try {
            Files.createDirectories(
                    keyStore.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.deleteIfExists(draft);
            Keytool.makeServerKey(draft, ALIAS, NAME, password);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            Files.move(draft, keyStore, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.writeString(certificate, pem(read()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(keyStore + " cannot be read back", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The key of the stack cannot be made in " + keyStore.getParent(), e);
        }
    }

    private X509Certificate read() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, password.toCharArray());
        }
        if (store.getCertificate(ALIAS) instanceof X509Certificate found) {
            return found;
        }
        throw new GeneralSecurityException(keyStore + " has no certificate named " + ALIAS);
    }

    private static String pem(X509Certificate found) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(found.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "ServerKey[" + keyStore + "]";
    }
}
