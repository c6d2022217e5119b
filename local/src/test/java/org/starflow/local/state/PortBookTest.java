package org.starflow.local.state;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.local.process.Ports;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class PortBookTest {

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        home = Home.open(folder);
    }

    @Test
    void portsAreKeptFromStartToStart() {
        // Given
        PortBook first = PortBook.of(home);
        int kafka = first.of("kafka");
        int registry = first.of("registry");

        // When
        PortBook second = PortBook.of(home);

        // Then
        assertThat(kafka).isNotEqualTo(registry);
        assertThat(second.of("kafka")).isEqualTo(kafka);
        assertThat(second.of("registry")).isEqualTo(registry);
    }

    @Test
    void aPortTakenBySomebodyElseIsReplaced() throws Exception {
        // Given
        int kafka = PortBook.of(home).of("kafka");
        try (ServerSocket other = new ServerSocket(kafka, 1, InetAddress.getLoopbackAddress())) {

            // When
            int next = PortBook.of(home).of("kafka");

            // Then
            assertThat(next).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void aPreferredPortIsTakenTheFirstTime() {
        // Given
        int preferred = Ports.free();

        // When / Then
        assertThat(PortBook.of(home).of("sink", preferred)).isEqualTo(preferred);
    }
}
