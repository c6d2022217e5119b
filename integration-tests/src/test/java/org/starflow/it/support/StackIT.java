package org.starflow.it.support;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.schemas.Topics;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the other tests rely on: addresses and data outlive the death of each server, on either kind of stack. */
class StackIT {
    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("stack");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void recordsOutliveTheBroker(boolean killed) throws Exception {
        // Given
        var before = TopicReader.bytes(stack).all(Topics.REJECTS).size();
        send(Topics.REJECTS, new byte[] {1, 2, 3});

        // When
        end(stack.kafka(), killed);
        stack.kafka().start();

        // Then
        send(Topics.REJECTS, new byte[] {4});
        assertThat(TopicReader.bytes(stack).await(Topics.REJECTS, before + 2, Duration.ofSeconds(60)))
                .hasSize(before + 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsOutliveTheDatabase(boolean killed) throws Exception {
        // Given
        execute("create table if not exists survivor (id int)");
        var before = count();
        execute("insert into survivor values (1)");

        // When
        end(stack.postgres(), killed);
        stack.postgres().start();

        // Then
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void compatibilityOutlivesTheRegistry() throws Exception {
        // Given
        stack.registry().kill();

        // When
        stack.registry().start();

        // Then
        assertThat(Probes.body(stack.registryUrl() + "/config")).contains("FULL_TRANSITIVE");
    }

    private static void end(Component component, boolean killed) {
        if (killed) {
            component.kill();
        } else {
            component.stop();
        }
    }

    private static void send(String topic, byte[] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count() throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), stack.user(), stack.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from survivor")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
