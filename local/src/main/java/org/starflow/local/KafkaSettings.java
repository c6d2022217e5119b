package org.starflow.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a single broker for records of 100 kB to 4 MiB. */
final class KafkaSettings {

    static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private KafkaSettings() {}

    /** All but the listeners. */
    static Map<String, String> of(Path log, int controllerPort) {
        Map<String, String> settings = new HashMap<>(singleNode());
        settings.putAll(groups());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put("log.cleaner.dedupe.buffer.size", "8388608");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        return settings;
    }

    /** Plaintext on the loopback interface. */
    static Map<String, String> openListeners(int port, int controllerPort) {
        return Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:" + port,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT");
    }

    /** The defaults ask for three brokers and 50 partitions of every internal topic. */
    private static Map<String, String> singleNode() {
        return Map.of(
                "default.replication.factor", "1",
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "4");
    }

    /** A consumer or a transaction of a killed process is noticed in seconds instead of the default 45 s and more. */
    private static Map<String, String> groups() {
        return Map.of(
                "group.initial.rebalance.delay.ms", "0",
                // A stack that rests for longer than a week must not infer everything again: ten years.
                "offsets.retention.minutes", "5256000",
                "group.min.session.timeout.ms", "3000",
                "group.consumer.min.session.timeout.ms", "5000",
                "group.consumer.session.timeout.ms", "15000",
                "group.consumer.min.heartbeat.interval.ms", "1000",
                "group.consumer.heartbeat.interval.ms", "3000",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }
}
