package org.starflow.producer.cli;

import org.starflow.producer.replay.Pacer;
import org.starflow.producer.replay.TopicReader;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;

@Command(
        name = "replay",
        description = {
            "Publish spectra of the past once more, with the pauses between them divided by a factor.",
            "From the topic: records are copied as they are, up to where the topic ended when the replay began.",
            "With --to-file they are captured in an Avro container instead, which --from-file publishes anywhere."
        },
        footer = {"", "Exit codes: 0 all done; 1 some failed; 2 wrong command line; 3 no broker or registry."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
class ReplayCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    Source source;

    static class Source {
        @Option(names = "--from-topic", description = "Replay the topic of the spectra (--topic).")
        boolean fromTopic;

        @Option(names = "--from-file", paramLabel = "FILE", description = "Replay a capture.")
        Path fromFile;
    }

    @Option(
            names = "--factor",
            paramLabel = "F",
            defaultValue = "1",
            description = "How many times faster than then; 0: without pauses (default: 1).")
    double factor;

    @Option(names = "--since", paramLabel = "TIME", description = "From this time on, as 2026-11-26T20:00:00Z.")
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Up to this time, exclusive.")
    String until;

    @Option(names = "--to-file", paramLabel = "FILE", description = "Capture instead of publishing.")
    Path toFile;

    @Option(names = "--to-topic", paramLabel = "TOPIC", description = "Publish to another topic (default: --topic).")
    String toTopic;

    @Mixin
    KafkaMixin kafka;

    private final KafkaProperties properties;

    ReplayCommand(KafkaProperties properties) {
        this.properties = properties;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(factor >= 0)) {
            throw new IllegalArgumentException("--factor: expected 0 or more, found " + factor);
        }
        String target = toTopic == null ? kafka.topic : toTopic;
        var run = new ReplayRun(properties.map(), new Pacer(factor));
        if (source.fromFile != null) {
            return run.fromFile(source.fromFile, target);
        }
        try (var reader = new TopicReader(
                properties.map(), kafka.topic, millis("--since", since, 0), millis("--until", until, Long.MAX_VALUE))) {
            return toFile == null ? run.copy(reader, target) : run.capture(reader, toFile);
        }
    }

    private static long millis(String option, String time, long absent) {
        try {
            return time == null ? absent : Instant.parse(time).toEpochMilli();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + ": expected a time as 2026-11-26T20:00:00Z, found " + time, e);
        }
    }
}
