package org.starflow.worker.kafka;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.starflow.worker.TestConfig;
import org.starflow.worker.WorkerException;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaClientsTest {
    private static final Map<String, Object> COMMON = Map.of(
            "bootstrap.servers", "broker:9092", "security.protocol", "SSL", "schema.registry.url", "http://registry");

    @Test
    void groupAndTransactionalIdNameModelAndVersion() {
        // When
        var clients = clients(Map.of());

        // Then
        assertThat(clients.group()).isEqualTo("starflow-worker-starflow-lte-1.0.0");
        assertThat(clients.transactionalId()).isEqualTo("starflow-worker-starflow-lte-1.0.0-gpu-3");
    }

    @Test
    void offsetsAreCommittedInTransactionsAlone() {
        // When
        var consumer = clients(Map.of()).consumer();

        // Then
        assertThat(consumer)
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .containsEntry("bootstrap.servers", "broker:9092")
                .containsEntry("security.protocol", "SSL")
                .doesNotContainKey("schema.registry.url");
    }

    @Test
    void sendingEndsBeforeTheTransactionTimesOut() {
        // When
        var producer =
                clients(Map.of("starflow.worker.transaction-timeout", "15s")).producer();

        // Then
        assertThat(producer)
                .containsEntry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000)
                .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    }

    @Test
    void theNewProtocolLeavesSessionsToTheBroker() {
        // When
        var consumer =
                clients(Map.of("starflow.worker.group-protocol", "consumer")).consumer();

        // Then
        assertThat(consumer)
                .containsEntry("group.protocol", "consumer")
                .doesNotContainKeys("session.timeout.ms", "partition.assignment.strategy");
    }

    @Test
    void furtherPropertiesHaveTheLastWord() {
        // When
        var consumer = clients(Map.of("starflow.worker.consumer.\"session.timeout.ms\"", "6000"))
                .consumer();

        // Then
        assertThat(consumer).containsEntry("session.timeout.ms", "6000");
    }

    @Test
    void anUnknownProtocolIsRefused() {
        // Given
        var clients = clients(Map.of("starflow.worker.group-protocol", "eager"));

        // Then
        assertThatThrownBy(clients::consumer)
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("expected classic or consumer, found eager");
    }

    private static KafkaClients clients(Map<String, String> settings) {
        return new KafkaClients(COMMON, TestConfig.of(new HashMap<>(settings)), "starflow-lte", "1.0.0", "gpu-3");
    }
}
