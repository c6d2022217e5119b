package org.starflow.it.security;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.starflow.it.support.ProgramRun;
import org.starflow.local.security.Principal;
import org.starflow.schemas.Topics;

import javax.net.ssl.SSLException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole pipeline over TLS with users and grants, and what nobody may do there. One stack for all tests. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs Linux's /proc")
class SecureStackIT {
    private static final int STARS = 6;
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static SecureStack stack;
    private static ProgramRun simulate;
    private static ProgramRun audit;
    private static ProgramRun replay;
    private static ProgramRun copy;
    private static ProgramRun auditAfterwards;

    /** Spectra, a poison record, its replay as an operator, and a copy of the topic. */
    @BeforeAll
    static void streamSomething(@TempDir Path folder) throws Exception {
        stack = SecureStack.start(folder);
        simulate = stack.run("simulate", "--count", Integer.toString(STARS));
        Attempt.write(Topics.SPECTRA).run(stack.kafka(Principal.PRODUCER));
        audit = stack.run("audit", "--wait", "300");
        replay = stack.run("rejects", "replay", poison());
        copy = stack.run("replay", "--from-topic", "--factor", "0");
        auditAfterwards = stack.run("audit", "--wait", "300");
    }

    /** Partition and offset of the only reject. */
    private static String poison() {
        var list = stack.run("rejects", "list");
        return list.out()
                .lines()
                .flatMap(line -> Stream.of(line.strip().split("\\s+")[0]))
                .filter(place -> place.matches("\\d+/\\d+"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No reject in: " + list.out() + list.err()));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void everySpectrumGoesThroughOnce() {
        for (ProgramRun run : List.of(simulate, audit, replay, copy, auditAfterwards)) {
            assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        }
        assertThat(audit.out()).containsPattern("all +" + (STARS + 1) + " +" + STARS + " +1 +0 +0 +0 +0");
        // The poison record and its replay were there when the topic was copied.
        int all = 2 * (STARS + 2);
        assertThat(auditAfterwards.out()).containsPattern("all +" + all + " +" + 2 * STARS + " +4 +0 +0 +0 +0");
        assertThat(stack.run("status").exitCode()).isZero();
    }

    @Test
    void aSubscriberReadsResultsInAGroupOfItsOwn() {
        assertThatCode(() -> Attempt.join(Topics.INFERENCES, "starflow-subscriber-test")
                        .run(stack.kafka(Principal.SUBSCRIBER)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("org.starflow.it.security.Refusal#all")
    void whatIsNotGrantedIsRefused(Refusal refusal) {
        assertThatThrownBy(() -> refusal.attempt().run(stack.kafka(refusal.who())))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isInstanceOf(AuthorizationException.class),
                        thrown -> assertThat(thrown).hasCauseInstanceOf(AuthorizationException.class));
    }

    @Test
    void aWrongPasswordIsRefused() {
        // Given
        var client = stack.kafka(Principal.WORKER);
        client.compute(
                "sasl.jaas.config",
                (_, value) -> String.valueOf(value)
                        .replace(stack.password(Principal.WORKER.user()), stack.password(Principal.SINK.user())));

        // When / Then
        assertThatThrownBy(() -> describe(client)).hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void withoutTlsNobodyIsHeard() {
        // Given
        Object servers = stack.kafka(Principal.WORKER).get("bootstrap.servers");

        // When / Then
        assertThatThrownBy(() -> describe(new HashMap<>(Map.of("bootstrap.servers", servers))))
                .isNotInstanceOf(AssertionError.class);
    }

    @Test
    void thePortOfTheBrokerItselfWantsItsKey() {
        // Given: its listeners are those of the process "kafka" that no client is told of.
        var clients = stack.port("kafka");
        var internal = ListeningSocket.of(stack.processes()).stream()
                .filter(socket -> socket.pid() == ownerOf(clients))
                .map(ListeningSocket::port)
                .filter(port -> port != clients)
                .toList();

        // When / Then
        assertThat(internal).hasSize(2);
        for (int port : internal) {
            Map<String, Object> client = new HashMap<>(Map.of(
                    "bootstrap.servers",
                    "127.0.0.1:" + port,
                    "security.protocol",
                    "SSL",
                    "ssl.truststore.type",
                    "PEM",
                    "ssl.truststore.location",
                    stack.certificate().toString()));
            assertThatThrownBy(() -> describe(client)).isNotInstanceOf(AssertionError.class);
        }
    }

    private static long ownerOf(int port) {
        return ListeningSocket.of(stack.processes()).stream()
                .filter(socket -> socket.port() == port)
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static void describe(Map<String, Object> client) throws Exception {
        client.put("default.api.timeout.ms", 8000);
        client.put("request.timeout.ms", 4000);
        try (var admin = Admin.create(client)) {
            admin.describeCluster().nodes().get(30, TimeUnit.SECONDS);
        }
        throw new AssertionError("The broker has answered");
    }

    @ParameterizedTest
    @CsvSource({
        "nobody, GET, /subjects, 401",
        "nobody, POST, /subjects/starflow.spectra-value/versions, 401",
        "starflow-sink, GET, /subjects, 200",
        "starflow-sink, POST, /subjects/mine/versions, 403",
        "starflow-sink, DELETE, /subjects/starflow.spectra-value, 403",
        "starflow-subscriber, GET, /subjects/starflow.inferences-value/versions/latest, 200",
        "starflow-subscriber, POST, /subjects/mine/versions, 403",
        "starflow-monitor, GET, /subjects, 401",
        "starflow-producer, PUT, /config, 403",
        "starflow-producer, DELETE, /subjects/starflow.inferences-value, 403",
        "starflow-worker, DELETE, /subjects/starflow.spectra-value, 403",
        "starflow-worker, PUT, /config, 403"
    })
    void theRegistryKnowsItsUsers(String user, String method, String path, int status) throws Exception {
        assertThat(new RegistryCall(stack).status(user, method, path)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "starflow_reader | UPDATE result SET snr = 1",
                "starflow_reader | INSERT INTO ledger SELECT * FROM ledger",
                "starflow_reader | DELETE FROM reject",
                "starflow_reader | TRUNCATE result",
                "starflow_reader | CREATE TABLE mine (id int)",
                "starflow_reader | CREATE TEMP TABLE mine (id int)",
                "starflow_reader | SELECT * FROM flyway_schema_history",
                "starflow_reader | ALTER TABLE result ADD mine int",
                "starflow_sink | DELETE FROM result",
                "starflow_sink | DELETE FROM ledger",
                "starflow_sink | TRUNCATE reject",
                "starflow_sink | CREATE TABLE mine (id int)",
                "starflow_sink | DROP TABLE result",
                "starflow_sink | UPDATE flyway_schema_history SET success = false"
            })
    void theDatabaseKnowsItsRoles(String role, String statement) {
        assertThatThrownBy(() -> execute(role, statement))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    private static void execute(String role, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(stack.jdbcUrl(), role, stack.password(role));
                var sql = connection.createStatement()) {
            connection.setAutoCommit(false);
            sql.execute(statement);
            connection.rollback();
        }
    }

    @Test
    void theRegistryIsNotTrustedWithoutItsCertificate() {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(stack.registryUrl() + "/subjects"))
                    .build();
            assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void theSinkTakesNoLongQuestionAndNoReplayFromAnybody() throws Exception {
        // Given
        var sink = new SinkCall(stack);

        // When / Then
        assertThat(sink.get("/api/v1/models")).isEqualTo(200);
        assertThat(sink.get("/api/v1/results?target_id=" + "x".repeat(501))).isEqualTo(400);
        assertThat(sink.get("/api/v1/results?target_id=" + "x".repeat(9000))).isEqualTo(414);
        assertThat(sink.post("/api/v1/rejects/0/0/replay", 0)).isEqualTo(401);
        assertThat(sink.post("/api/v1/rejects/0/0/replay", 70_000)).isEqualTo(413);
    }

    @Test
    void nothingListensBeyondTheLoopbackInterface() {
        // When
        var sockets = ListeningSocket.of(stack.processes());

        // Then
        assertThat(sockets)
                .extracting(ListeningSocket::port)
                .contains(
                        stack.port("kafka"),
                        stack.port("registry"),
                        stack.port("postgresql"),
                        stack.port("sink"),
                        stack.port("worker-1"));
        assertThat(sockets).extracting(ListeningSocket::address).allMatch(InetAddress::isLoopbackAddress);
    }

    @Test
    void noPasswordIsOnACommandLineInALogOrInAFileOfOthers() throws IOException {
        // Given
        var leaks = Leaks.of(stack);

        // When / Then
        assertThat(leaks.secrets()).hasSizeGreaterThan(10);
        assertThat(leaks.onCommandLines()).isEmpty();
        assertThat(leaks.inOutput()).isEmpty();
        assertThat(leaks.inReadableFiles()).isEmpty();
        assertThat(leaks.inPrivateFiles()).isNotEmpty();
    }
}
