package org.starflow.schemas.registry;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A registry behind TLS that asks its clients for a certificate. */
@Timeout(180)
class RegistryTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static Path store;
    private static Path pem;
    private static FakeRegistry registry;

    @BeforeAll
    static void open() throws Exception {
        store = folder.resolve("registry.p12");
        pem = folder.resolve("registry.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "registry",
                "-keyalg",
                "EC",
                "-dname",
                "CN=registry",
                "-validity",
                "2",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        keytool("-exportcert", "-alias", "registry", "-rfc", "-file", pem.toString());
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var context = RegistryTls.context(new Settings(both())).orElseThrow();
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var ssl = context.getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        registry = new FakeRegistry(server);
    }

    @AfterAll
    static void close() {
        registry.close();
    }

    @Test
    void trustsAndIsTrusted() {
        assertThat(compatibility(both())).isEqualTo(Compatibility.NONE);
    }

    @Test
    void takesCertificatesAsPem() {
        var properties = both();
        properties.put("schema.registry.ssl.truststore.type", "PEM");
        properties.put("schema.registry.ssl.truststore.location", pem.toString());
        assertThat(compatibility(properties)).isEqualTo(Compatibility.NONE);
    }

    @Test
    void refusesARegistryThatItDoesNotTrust() {
        assertThatThrownBy(() -> compatibility(Map.of()))
                .isInstanceOf(RegistryUnreachableException.class)
                .hasMessageContaining("https://127.0.0.1:");
    }

    @Test
    void saysWhichStoreHasAnotherPassword() {
        var properties = both();
        properties.put("schema.registry.ssl.keystore.password", "other-one");
        assertThatThrownBy(() -> compatibility(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.ssl.keystore.location=" + store)
                .hasMessageNotContaining("other-one");
    }

    private Compatibility compatibility(Map<String, Object> properties) {
        var all = new HashMap<>(properties);
        all.put("schema.registry.url", "https://127.0.0.1:" + registry.port());
        all.put("max.retries", 0);
        all.put("http.read.timeout.ms", 60_000);
        all.put("http.connect.timeout.ms", 60_000);
        try (var client = new SchemaRegistryClient(RegistryConfig.from(all))) {
            return client.compatibility();
        }
    }

    private static Map<String, Object> both() {
        var properties = new HashMap<String, Object>();
        for (String kind : List.of("truststore", "keystore")) {
            properties.put("schema.registry.ssl." + kind + ".location", store.toString());
            properties.put("schema.registry.ssl." + kind + ".password", PASSWORD);
            properties.put("schema.registry.ssl." + kind + ".type", "PKCS12");
        }
        return properties;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
