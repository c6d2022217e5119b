package org.starflow.local.state;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void aPasswordStaysAndEveryHomeHasItsOwn() {
        // Given
        Secrets secrets = new Secrets(Home.open(folder.resolve("a")));

        // When
        String password = secrets.password("postgresql");

        // Then
        assertThat(password).hasSizeGreaterThan(20);
        assertThat(secrets.password("postgresql")).isEqualTo(password);
        assertThat(secrets.password("operator")).isNotEqualTo(password);
        assertThat(new Secrets(Home.open(folder.resolve("b"))).password("postgresql"))
                .isNotEqualTo(password);
    }

    @Test
    void onlyTheOwnerCanRead() throws Exception {
        // Given
        Secrets secrets = new Secrets(Home.open(folder));

        // When
        secrets.password("postgresql");

        // Then
        Path file = secrets.file("postgresql");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }
}
