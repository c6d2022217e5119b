package org.starflow.worker.kafka;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.starflow.worker.ExitCode;
import org.starflow.worker.WorkerConfig;
import org.starflow.worker.WorkerException;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Properties of the Kafka clients: the {@code kafka.*} settings of the deployment, then what exactly-once and 100 kB
 * records need, then {@code starflow.worker.consumer} and {@code starflow.worker.producer}.
 */
public final class KafkaClients {
    private static final int MEBIBYTE = 1 << 20;

    private final Map<String, Object> common;
    private final WorkerConfig config;
    private final String group;
    private final String transactionalId;

    /** For a worker of this model; the instance is unique in its group. */
    public KafkaClients(
            Map<String, Object> common, WorkerConfig config, String modelName, String modelVersion, String instance) {
        this.common = Map.copyOf(common);
        this.config = config;
        String base = "starflow-worker-" + modelName + "-" + modelVersion;
        this.group = config.groupId().orElse(base);
        this.transactionalId = group + "-" + instance;
    }

    /** The consumer group. */
    public String group() {
        return group;
    }

    /** The transactional id. */
    public String transactionalId() {
        return transactionalId;
    }

    /** Properties of the consumer of spectra. */
    public Map<String, Object> consumer() {
        var properties = known(ConsumerConfig.configNames());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, transactionalId);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch().size());
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * MEBIBYTE);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 32 * MEBIBYTE);
        properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, MEBIBYTE);
        properties.putAll(protocol(config.groupProtocol()));
        properties.putAll(config.consumer());
        return properties;
    }

    /** Properties of the transactional producer. */
    public Map<String, Object> producer() {
        var properties = known(ProducerConfig.configNames());
        long transaction = config.transactionTimeout().toMillis();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) transaction);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) (transaction * 2 / 3));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (transaction / 3));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) (transaction * 2 / 3));
        // Two batches in flight to a partition that has just got its leader can be taken in the wrong order.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, MEBIBYTE);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * MEBIBYTE);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.putAll(config.producer());
        return properties;
    }

    /** Properties of serializer and deserializer: everything, for they know more names than the clients. */
    public Map<String, Object> serde() {
        var properties = new HashMap<>(common);
        properties.put("specific.avro.reader", true);
        return properties;
    }

    private static Map<String, Object> protocol(String name) {
        return switch (name) {
            case "consumer" -> Map.of(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
            case "classic" ->
                Map.of(
                        ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                        "classic",
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG,
                        20_000,
                        CommonClientConfigs.HEARTBEAT_INTERVAL_MS_CONFIG,
                        3_000);
            default ->
                throw new WorkerException(
                        ExitCode.ENVIRONMENT,
                        "starflow.worker.group-protocol: expected classic or consumer, found " + name + ".");
        };
    }

    private Map<String, Object> known(Set<String> names) {
        var properties = new HashMap<String, Object>();
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
        properties.putAll(common);
        properties.keySet().retainAll(names);
        return properties;
    }
}
