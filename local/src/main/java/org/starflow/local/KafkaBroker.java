package org.starflow.local;

import org.apache.kafka.common.Uuid;
import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.LogFiles;
import org.starflow.local.process.Readiness;
import org.starflow.local.process.StopSignal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One Kafka node in KRaft mode, broker and controller at once. */
final class KafkaBroker extends StackService {

    private static final Duration FORMAT_PATIENCE = Duration.ofMinutes(2);

    private final int controllerPort;
    /** Of a secured broker alone: for itself and its administrator. */
    private final int internalPort;

    private final int relayedPort;

    KafkaBroker(StackContext context) {
        super("kafka", context);
        this.controllerPort = context.ports().of("kafka-controller");
        this.internalPort = context.security().isPresent() ? context.ports().of("kafka-internal") : 0;
        this.relayedPort =
                context.options().kafkaRelay() == 0 ? 0 : context.ports().of("kafka-relayed");
    }

    /** Port of the listener behind the relay; 0 when there is none. */
    int relayedPort() {
        return relayedPort;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    @Override
    void prepare() {
        try {
            PrivateFile.folder(data());
            writeConfiguration();
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's folder " + data() + " cannot be prepared", e);
        }
        if (!Files.exists(data().resolve("log/meta.properties"))) {
            format();
        }
    }

    private void writeConfiguration() throws IOException {
        Properties properties = new Properties();
        properties.putAll(KafkaSettings.of(data().resolve("log"), controllerPort));
        properties.putAll(context()
                .security()
                .map(security -> security.broker().settings(port(), internalPort, controllerPort))
                .orElseGet(() -> KafkaSettings.openListeners(port(), controllerPort)));
        if (relayedPort != 0) {
            RelayedListener.add(properties, relayedPort, context().options().kafkaRelay());
        }
        PrivateFile.store(configuration(), properties);
    }

    private void format() {
        List<String> command = java(128);
        command.addAll(List.of(
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                configuration().toString()));
        Path log = context().home().log("kafka-format");
        ChildProcess format =
                ChildProcess.start("kafka-format", new Command(command, Map.of(), data()), log, StopSignal.TERM);
        boolean ended = format.awaitExit(FORMAT_PATIENCE);
        format.stop(Duration.ZERO);
        if (!ended || format.exitCode() != 0) {
            throw new LocalStackException("Kafka's data folder " + data() + " could not be formatted; " + log
                    + " ends with:" + System.lineSeparator() + LogFiles.tail(log, 15));
        }
    }

    @Override
    Command command() {
        List<String> command = java(context().options().kafkaHeapMegabytes());
        command.add("kafka.Kafka");
        command.add(configuration().toString());
        return new Command(command, Map.of(), data());
    }

    private List<String> java(int heapMegabytes) {
        return new ArrayList<>(List.of(
                Command.java(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                context().files().kafka() + "/*"));
    }

    private Path configuration() {
        return data().resolve("server.properties");
    }

    @Override
    void awaitReady(ChildProcess child, Duration patience) {
        KafkaTopics topics = new KafkaTopics(administrator());
        Readiness.await(child, patience, topics::isReachable);
        topics.create(context().options(), patience);
        context().security().ifPresent(security -> security.brokerAccess().apply(administrator(), patience));
    }

    private Map<String, Object> administrator() {
        return context()
                .security()
                .<Map<String, Object>>map(
                        security -> new HashMap<>(security.broker().administrator(internalPort)))
                .orElseGet(() -> Map.of("bootstrap.servers", bootstrapServers()));
    }
}
