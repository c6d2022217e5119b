package org.starflow.it.security;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.it.support.Project;
import org.starflow.local.process.Command;
import org.starflow.local.process.Ports;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Where a service listens whom nobody has told anything. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs Linux's /proc")
class DefaultAddressIT {

    @ParameterizedTest
    @ValueSource(strings = {"sink", "worker"})
    void aServiceWithoutSettingsListensOnTheLoopbackInterfaceAlone(String service, @TempDir Path folder)
            throws Exception {
        // Given
        int port = Ports.free();
        var builder = new ProcessBuilder(
                        Command.java(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Project.serviceJar(service).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + Ports.free());
        builder.environment()
                .put("STARFLOW_MODEL_PACKAGE", Project.tinyPackage().toString());
        var process = builder.start();

        try {
            // When
            var sockets = Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> ListeningSocket.of(List.of(process.pid())), found -> !found.isEmpty());

            // Then
            assertThat(sockets).extracting(ListeningSocket::port).containsOnly(port);
            assertThat(sockets).extracting(ListeningSocket::address).allMatch(InetAddress::isLoopbackAddress);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
