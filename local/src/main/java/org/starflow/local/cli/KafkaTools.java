package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.LogFiles;
import org.starflow.local.process.StopSignal;
import org.starflow.local.state.Home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Kafka's own performance tools, as processes beside the broker of a stack. */
final class KafkaTools {

    private static final Duration PATIENCE = Duration.ofHours(1);
    /** The last column is records a second while fetching, without the time that joining the group took. */
    private static final Pattern CONSUMED =
            Pattern.compile("(?m)^\\d{4}-[^,]*, [^,]*, [^,]*, [^,]*, (?<records>\\d+), .*, (?<rate>[0-9.]+)\\s*$");

    private static final Pattern PRODUCED =
            Pattern.compile("(?<records>\\d+) records sent, (?<rate>[0-9.]+) records/sec");

    private final LocalStack stack;
    private final Home home;

    KafkaTools(LocalStack stack) {
        this.stack = stack;
        this.home = Home.open(stack.folder());
    }

    /** Records a second that {@code kafka-consumer-perf-test} reads from a topic. */
    double consume(String topic, long records, Map<String, String> settings) throws IOException {
        List<String> arguments = List.of(
                "org.apache.kafka.tools.ConsumerPerformance",
                "--bootstrap-server",
                stack.addresses().bootstrapServers(),
                "--topic",
                topic,
                "--num-records",
                Long.toString(records),
                "--fetch-size",
                settings.get("max.partition.fetch.bytes"),
                "--socket-buffer-size",
                settings.get("receive.buffer.bytes"),
                "--command-config",
                file("kafka-consumer-perf", settings).toString());
        return rate(CONSUMED, run("kafka-consumer-perf", arguments), records);
    }

    /** Records a second that {@code kafka-producer-perf-test} writes to a topic, each of {@code size} random bytes. */
    double produce(String topic, long records, int size, Map<String, String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "org.apache.kafka.tools.ProducerPerformance",
                "--bootstrap-server",
                stack.addresses().bootstrapServers(),
                "--topic",
                topic,
                "--num-records",
                Long.toString(records),
                "--record-size",
                Integer.toString(size),
                "--throughput",
                "-1",
                "--command-config",
                file("kafka-producer-perf", settings).toString()));
        if (settings.containsKey("transactional.id")) {
            arguments.addAll(List.of("--transaction-duration-ms", ClientSettings.TRANSACTION_MILLIS));
        }
        return rate(PRODUCED, run("kafka-producer-perf", arguments), records);
    }

    private Path file(String name, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = home.path().resolve(name + ".properties");
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, "Settings of Starflow's client for Kafka's tool");
        }
        return file;
    }

    private String run(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Command.java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                LocalStack.kafkaPrograms() + "/*"));
        command.addAll(arguments);
        Path log = home.log(name);
        ChildProcess tool = ChildProcess.start(name, new Command(command, Map.of(), home.path()), log, StopSignal.TERM);
        boolean ended = tool.awaitExit(PATIENCE);
        tool.stop(Duration.ZERO);
        if (!ended || tool.exitCode() != 0) {
            throw CliException.environment(
                    name + " failed; " + log + " ends with:" + System.lineSeparator() + LogFiles.tail(log, 15));
        }
        return Files.readString(log);
    }

    /** The tool's last figure, if it counts every record. */
    static double rate(Pattern pattern, String output, long records) {
        MatchResult last =
                pattern.matcher(output).results().reduce((_, next) -> next).orElse(null);
        if (last == null || Long.parseLong(last.group("records")) < records) {
            throw CliException.environment(
                    "Kafka's tool did not report " + records + " records; it said:" + System.lineSeparator() + output);
        }
        return Double.parseDouble(last.group("rate"));
    }

    static Pattern consumed() {
        return CONSUMED;
    }

    static Pattern produced() {
        return PRODUCED;
    }
}
