package org.starflow.local.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import static org.assertj.core.api.Assertions.assertThat;

class ServerKeyTest {

    @TempDir
    private Path folder;

    @Test
    void theKeyIsItsOwnersAloneAndTheCertificateIsForTheLoopbackInterface() throws Exception {
        // When
        ServerKey key = ServerKey.of(folder.resolve("tls"), "a-long-password");

        // Then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.keyStore())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(key.keyStore().getParent())))
                .isEqualTo("rwx------");
        X509Certificate certificate = read(key.certificate());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + ServerKey.NAME);
        assertThat(certificate.getSubjectAlternativeNames().toString()).contains("127.0.0.1", "localhost");
        assertThat(key.toString()).doesNotContain("a-long-password");
    }

    @Test
    void aGoodKeyIsKeptAndADamagedOneReplaced() throws Exception {
        // Given
        Path tls = folder.resolve("tls");
        ServerKey first = ServerKey.of(tls, "a-long-password");
        String made = Files.readString(first.certificate());

        // When
        String again = Files.readString(ServerKey.of(tls, "a-long-password").certificate());
        Files.write(first.keyStore(), new byte[] {1, 2, 3});
        String replaced = Files.readString(ServerKey.of(tls, "a-long-password").certificate());

        // Then
        assertThat(again).isEqualTo(made);
        assertThat(replaced).isNotEqualTo(made);
    }

    private static X509Certificate read(Path pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(pem)));
    }
}
