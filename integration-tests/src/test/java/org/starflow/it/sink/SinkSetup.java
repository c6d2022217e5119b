package org.starflow.it.sink;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;

import java.util.HashMap;
import java.util.Map;

/** One stack for all tests of the sink: it has the topics and the database to itself. */
final class SinkSetup {
    static final String OPERATOR_PASSWORD = "open sesame";
    private static final String PROTOCOL = System.getProperty("starflow.it.sink.group-protocol", "classic");
    private static final Map<String, String> SETTINGS = Map.of(
            "starflow.sink.group-protocol", PROTOCOL,
            "starflow.sink.retry-max", "1s",
            "starflow.sink.operator.password", OPERATOR_PASSWORD);
    private static final Map<String, String> QUICK =
            Map.of("kafka.session.timeout.ms", "6000", "kafka.heartbeat.interval.ms", "1000");

    private static Stack stack;

    private SinkSetup() {}

    static synchronized Stack stack() {
        if (stack == null) {
            stack = Stacks.fresh("sink");
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-sink-stack"));
        }
        return stack;
    }

    /** A sink that notices quickly when another one is gone; returns at once. */
    static Service sink(Map<String, String> settings) {
        var all = new HashMap<>(SETTINGS);
        if (PROTOCOL.equals("classic")) {
            // Under the new protocol the broker says how long a member may be silent.
            all.putAll(QUICK);
        }
        all.putAll(settings);
        return Services.on(stack()).sink(all);
    }

    static Service readySink() {
        return sink(Map.of()).awaitReady();
    }

    /** Offsets after the last of the spectra, by partition. */
    static Map<Integer, Long> spectraEnds() {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", stack().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("starflow.spectra").stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            var ends = new HashMap<Integer, Long>();
            consumer.endOffsets(partitions).forEach((p, end) -> ends.put(p.partition(), end));
            return ends;
        }
    }
}
