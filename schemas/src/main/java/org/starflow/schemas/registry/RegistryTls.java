package org.starflow.schemas.registry;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;

/**
 * TLS from {@code schema.registry.ssl.{truststore,keystore}.{location,password,type}} and {@code ssl.key.password}.
 * Types: JKS, PKCS12, and PEM (certificates) for the trust store.
 */
final class RegistryTls {
    private static final String PREFIX = "ssl.";

    private RegistryTls() {}

    /** The context, or empty when nothing is configured and the JDK's own trust store serves. */
    static Optional<SSLContext> context(Settings settings) {
        Optional<String> trust = sslText(settings, "truststore.location");
        Optional<String> key = sslText(settings, "keystore.location");
        if (trust.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        try {
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trust.isEmpty() ? null : store(settings, "truststore", trust.get()));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (key.isPresent()) {
                Optional<String> password =
                        sslText(settings, "key.password").or(() -> sslText(settings, "keystore.password"));
                keyManagers.init(store(settings, "keystore", key.get()), chars(password));
            } else {
                keyManagers.init(null, null);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("schema.registry.ssl.*: " + e.getMessage(), e);
        }
    }

    private static KeyStore store(Settings settings, String kind, String location) throws GeneralSecurityException {
        String type = sslText(settings, kind + ".type").orElse("JKS");
        try (InputStream in = Files.newInputStream(Path.of(location))) {
            if (type.equalsIgnoreCase("PEM")) {
                return pem(kind, in);
            }
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, chars(sslText(settings, kind + ".password")));
            return store;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "schema.registry.ssl." + kind + ".location=" + location + " cannot be read as " + type + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static KeyStore pem(String kind, InputStream in) throws GeneralSecurityException, IOException {
        if (!kind.equals("truststore")) {
            throw new IllegalArgumentException("schema.registry.ssl.keystore.type=PEM is not supported: use PKCS12");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int n = 0;
        for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            store.setCertificateEntry("ca-" + n++, certificate);
        }
        return store;
    }

    /** These keys count only with their full prefix: plain {@code ssl.*} are those of the Kafka client itself. */
    private static Optional<String> sslText(Settings settings, String name) {
        return settings.prefixed(PREFIX + name);
    }

    private static char[] chars(Optional<String> text) {
        return text.map(String::toCharArray).orElse(null);
    }
}
