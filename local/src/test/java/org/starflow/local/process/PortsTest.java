package org.starflow.local.process;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;

import static org.assertj.core.api.Assertions.assertThat;

class PortsTest {

    @Test
    void keepsTheWantedPortWhileItIsFree() {
        // Given
        int wanted = Ports.free();

        // When
        int port = Ports.freeOr(wanted);

        // Then
        assertThat(port).isEqualTo(wanted);
    }

    @Test
    void takesAnotherWhenSomebodyListensThere() throws Exception {
        // Given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // When
            int port = Ports.freeOr(taken.getLocalPort());

            // Then
            assertThat(port).isPositive().isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void noWishMeansAnyPort() {
        // When / Then
        assertThat(Ports.freeOr(0)).isPositive();
    }
}
