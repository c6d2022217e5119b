package org.starflow.local.cli;

import org.starflow.local.process.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the producer in the foreground: its standard streams, working folder and exit code are ours. */
final class ProducerProcess {

    private static final long STOP_PATIENCE_SECONDS = 60;

    private final Project project;

    ProducerProcess(Project project) {
        this.project = project;
    }

    /** Exit code of the producer. */
    int run(List<String> arguments, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).inheritIO();
        builder.environment().putAll(environment);
        builder.environment().putAll(logFile(environment));
        Process process = builder.start();
        // Ctrl-C reaches the producer too; wait until it has finished what it was at.
        Thread wait = new Thread(() -> letItEnd(process));
        Runtime.getRuntime().addShutdownHook(wait);
        int exitCode = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(wait);
        return exitCode;
    }

    /** Beside the logs of the services, so that a spectrum is followed from its sending on. */
    private static Map<String, String> logFile(Map<String, String> environment) {
        Path logs = Path.of(environment.get("STARFLOW_DATA"), "logs");
        if (!Files.isDirectory(logs)) {
            return Map.of();
        }
        return Map.of(
                "QUARKUS_LOG_FILE_ENABLED",
                "true",
                "QUARKUS_LOG_FILE_PATH",
                logs.resolve("producer.log").toString(),
                "QUARKUS_LOG_FILE_ROTATION_ROTATE_ON_BOOT",
                "false");
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Command.java(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dstarflow.terminal=" + Boolean.getBoolean("starflow.terminal"),
                "-jar",
                project.producer().toString()));
        command.addAll(arguments);
        return command;
    }

    private static void letItEnd(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
