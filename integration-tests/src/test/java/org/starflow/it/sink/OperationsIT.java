package org.starflow.it.sink;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.it.support.Service;
import org.starflow.it.support.Services;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.local.backup.Backup;
import org.starflow.local.backup.BackupException;
import org.starflow.local.backup.Manifest;
import org.starflow.local.backup.Restore;
import org.starflow.schemas.RejectCode;
import org.starflow.schemas.Topics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What docs/operations.md tells an operator to do: grow partitions, empty quarantine, back up, restore. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationsIT {
    private static final String MODEL = "operated";
    private static final int GROWN = 6;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Map<String, String> QUICK =
            Map.of("kafka.metadata.max.age.ms", "2000", "starflow.sink.operator.password", SinkSetup.OPERATOR_PASSWORD);

    @TempDir
    private static Path folder;

    private static Stack stack;
    private static Services services;
    private static Service sink;
    private static Manifest backup;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("operations");
        services = Services.on(stack);
        sink = services.sink(QUICK).awaitReady();
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            sink.close();
            stack.close();
        }
    }

    @Test
    @Order(1)
    void moreSpectraPartitionsAreReadAndAudited() throws Exception {
        // Given
        try (var worker = worker()) {
            worker.infer(worker.feed("before", 20));
            awaitConsistent(sink, 20);

            // When
            try (var admin = Admin.create(Map.of("bootstrap.servers", (Object) stack.bootstrapServers()))) {
                admin.createPartitions(Map.of(
                                Topics.SPECTRA, NewPartitions.increaseTo(GROWN),
                                Topics.INFERENCES, NewPartitions.increaseTo(GROWN),
                                Topics.REJECTS, NewPartitions.increaseTo(GROWN)))
                        .all()
                        .get();
            }
        }

        // Then: the next clients know all partitions, and so does the running sink
        try (var worker = worker()) {
            List<Input> inputs = worker.feed("after", 60);
            worker.infer(inputs.subList(0, 50));
            worker.reject(inputs.subList(50, 60), RejectCode.LOW_COVERAGE);
            JsonNode audit = awaitConsistent(sink, 80);
            assertThat(inputs).extracting(Input::partition).contains(GROWN - 1);
            assertThat(audit.at("/models/0/partitions")).hasSize(GROWN);
        }
    }

    @Test
    @Order(2)
    void whatIsInQuarantineIsStoredOnceTheReasonIsGone() throws SQLException {
        // Given: a database that refuses one spectrum
        execute(stack.jdbcUrl(), "ALTER TABLE result ADD CONSTRAINT no_q CHECK (spectrum_id <> 'quarantined-0')");
        try (var worker = worker()) {
            worker.infer(worker.feed("quarantined", 2));
            worker.publishRaw(null, new byte[] {9, 9});
        }
        var api = new Api(sink);
        Awaitility.await("two records in quarantine")
                .atMost(PATIENCE)
                .until(() -> api.json("/quarantine").get("total").asInt() == 2);
        Awaitility.await("the audit names the input that is missing")
                .atMost(PATIENCE)
                .until(() -> audit(sink).get("verdict").asText().equals("difference"));

        // When
        var stranger = api.post("/quarantine/retry");
        var early = api.post("/quarantine/retry", operator());
        execute(stack.jdbcUrl(), "ALTER TABLE result DROP CONSTRAINT no_q");
        var later = api.post("/quarantine/retry", operator());

        // Then
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(Api.parse(early).toString()).isEqualTo("{\"stored\":0,\"left\":2}");
        assertThat(Api.parse(later).toString()).isEqualTo("{\"stored\":1,\"left\":1}");
        awaitConsistent(sink, 82);
        execute(stack.jdbcUrl(), "DELETE FROM quarantine");
    }

    @Test
    @Order(3)
    void aBackupIsTakenWhileTheSinkWorks() throws Exception {
        // When
        try (var connection = connection(stack.jdbcUrl())) {
            backup = Backup.write(connection, file());
        }

        // Then
        assertThat(Restore.verify(file())).isEqualTo(backup);
        assertThat(backup.tables())
                .filteredOn(table -> table.name().equals("result"))
                .singleElement()
                .satisfies(table -> assertThat(table.rows()).isEqualTo(72));
    }

    @Test
    @Order(4)
    void aSinkOnTheRestoredDatabaseCatchesUpFromTheTopics() throws Exception {
        // Given: results that came after the backup, and a database that was lost
        try (var worker = worker()) {
            worker.infer(worker.feed("late", 25));
            awaitConsistent(sink, 107);
        }
        sink.close();
        String restored = emptyDatabase("restored");
        var onRestored = services.and(Map.of("QUARKUS_DATASOURCE_JDBC_URL", restored));
        var migration =
                onRestored.sink(Map.of("quarkus.init-and-exit", "true", "quarkus.flyway.migrate-at-start", "true"));
        assertThat(migration.awaitExit(PATIENCE)).isTrue();

        // When
        try (var connection = connection(restored)) {
            Restore.load(connection, file());
        }
        sink = onRestored.sink(QUICK).awaitReady();

        // Then
        JsonNode audit = awaitConsistent(sink, 107);
        assertThat(audit.at("/models/0/results/lost").asLong()).isZero();
        assertThat(number(restored, "SELECT count(*) FROM result")).isEqualTo(97);
        assertThat(number(restored, "SELECT count(*) FROM reject")).isEqualTo(10);
    }

    @Test
    @Order(5)
    void aDatabaseWithRowsAndADamagedFileAreRefused() throws Exception {
        // Given
        Path damaged = folder.resolve("damaged.zip");
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 3] ^= 0x55;
        Files.write(damaged, bytes);
        Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));

        // Then
        try (var connection = connection(stack.jdbcUrl())) {
            assertThatThrownBy(() -> Restore.load(connection, file()))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("holds rows");
        }
        assertThatThrownBy(() -> Restore.verify(damaged)).isInstanceOfAny(BackupException.class, IOException.class);
        assertThatThrownBy(() -> Restore.verify(cut))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is no backup");
        assertThat(number(stack.jdbcUrl(), "SELECT count(*) FROM result")).isEqualTo(97);
    }

    private static Path file() {
        return folder.resolve("backup.zip");
    }

    private static StandInWorker worker() {
        return new StandInWorker(stack, MODEL, "1");
    }

    private static String[] operator() {
        return Api.as("operator", SinkSetup.OPERATOR_PASSWORD);
    }

    private static JsonNode audit(Service sink) {
        return new Api(sink).json("/audit?model=" + MODEL);
    }

    private static JsonNode awaitConsistent(Service sink, long inputs) {
        Awaitility.await(inputs + " inputs accounted for")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    JsonNode audit = audit(sink);
                    assertThat(audit.get("verdict").asText())
                            .as(audit.toString())
                            .isEqualTo("consistent");
                    assertThat(accounted(audit)).isEqualTo(inputs);
                });
        return audit(sink);
    }

    private static long accounted(JsonNode audit) {
        long sum = 0;
        for (JsonNode partition : audit.at("/models/0/partitions")) {
            sum += partition.get("inferred").asLong()
                    + partition.get("rejected").asLong();
        }
        return sum;
    }

    private static String emptyDatabase(String name) throws SQLException {
        execute(stack.jdbcUrl(), "CREATE DATABASE " + name);
        return stack.jdbcUrl().replaceFirst("/[^/?]+(\\?.*)?$", "/" + name + "$1");
    }

    private static Connection connection(String url) throws SQLException {
        return DriverManager.getConnection(url, stack.user(), stack.password());
    }

    private static void execute(String url, String sql) throws SQLException {
        try (var connection = connection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String url, String sql) throws SQLException {
        try (var connection = connection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
