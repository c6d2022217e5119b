package org.starflow.it.support;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import org.awaitility.Awaitility;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.IntConsumer;

/** One container on a fixed port of 127.0.0.1, so that the address outlives a restart. */
final class ContainerComponent<C extends GenericContainer<?>> implements Component, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final C container;
    private final int port;
    private final IntConsumer probe;

    /** @param probe throws while the component does not answer on the given port */
    ContainerComponent(String name, C container, int containerPort, Path logs, IntConsumer probe) {
        this.container = container;
        this.port = freePort();
        this.probe = probe;
        var binding = new PortBinding(Ports.Binding.bindIpAndPort("127.0.0.1", port), ExposedPort.tcp(containerPort));
        container.withCreateContainerCmdModifier(
                command -> command.getHostConfig().withPortBindings(binding));
        container.withLogConsumer(frame -> append(logs.resolve(name + ".log"), frame));
        container.withStartupTimeout(PATIENCE);
    }

    int port() {
        return port;
    }

    void first() {
        container.start();
        awaitReady();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId()).withTimeout(30).exec();
    }

    @Override
    public void start() {
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitReady();
    }

    @Override
    public void close() {
        container.stop();
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> probe.accept(port));
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private static void append(Path log, OutputFrame frame) {
        try {
            Files.writeString(
                    log,
                    frame.getUtf8String(),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
