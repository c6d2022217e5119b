package org.starflow.it.local;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.local.LocalStack;
import org.starflow.local.StackInUseException;
import org.starflow.local.StackOptions;
import org.starflow.local.StackService;
import org.starflow.local.process.Http;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One home folder through its life: first start, crash of each service, clean stop, second start. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalStackIT {

    private static final StackOptions OPTIONS =
            StackOptions.defaults().withTopics(List.of("stars")).withPartitions(2);

    private Path home;
    private LocalStack stack;

    @BeforeAll
    void start(@TempDir Path folder) {
        home = folder.resolve("home");
        stack = LocalStack.start(home, OPTIONS);
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void everyServiceTakesAndGivesData() throws Exception {
        // Given
        StackClients clients = new StackClients(stack.addresses());

        // When
        clients.produce("stars", "Sun");
        int schema = clients.registerSchema("stars-value", "{\"type\":\"string\"}");
        clients.insertStar("Sun");

        // Then
        assertThat(clients.consumeAll("stars")).containsExactly("Sun");
        assertThat(clients.schema(schema)).contains("string");
        assertThat(clients.stars()).containsExactly("Sun");
    }

    @Test
    @Order(2)
    void topicsTakeSpectraOfSeveralMegabytesOnEveryPartition() throws Exception {
        // Given
        StackClients clients = new StackClients(stack.addresses());

        // When
        var description = clients.describe("stars");

        // Then
        assertThat(description.partitions()).isEqualTo(2);
        assertThat(description.maxMessageBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(description.retentionMillis()).isEqualTo(-1);
    }

    @Test
    @Order(3)
    void registryRefusesAnIncompatibleSchema() throws Exception {
        // Given
        StackClients clients = new StackClients(stack.addresses());

        // When
        int status = clients.tryRegisterSchema("stars-value", "{\"type\":\"int\"}");

        // Then
        assertThat(status).isEqualTo(409);
    }

    @Test
    @Order(4)
    void secondStartOfTheSameFolderIsRefusedAndNamesTheOwner() {
        // Given
        long owner = ProcessHandle.current().pid();

        // When / Then
        assertThatThrownBy(() -> LocalStack.start(home, OPTIONS))
                .isInstanceOf(StackInUseException.class)
                .hasMessageContaining("pid " + owner)
                .hasMessageContaining("--home");
    }

    @Test
    @Order(5)
    void passwordIsReadableByItsOwnerAlone() throws Exception {
        // Given
        Path file = home.resolve("secrets/postgresql");

        // When
        String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));

        // Then
        assertThat(permissions).isEqualTo("rw-------");
        assertThat(Files.readString(home.resolve("stack.json")))
                .doesNotContain(stack.addresses().password());
    }

    @Test
    @Order(6)
    void killedServicesComeBackOnTheirPortsWithTheirData() throws Exception {
        // Given
        StackClients clients = new StackClients(stack.addresses());

        for (StackService service : services().toList()) {
            long before = service.pid();

            // When
            service.kill();
            assertThat(service.isRunning()).isFalse();
            service.start();

            // Then
            assertThat(service.pid()).isNotEqualTo(before);
        }
        assertThat(clients.consumeAll("stars")).containsExactly("Sun");
        assertThat(clients.registerSchema("stars-value", "{\"type\":\"string\"}"))
                .isPositive();
        assertThat(clients.stars()).containsExactly("Sun");
    }

    @Test
    @Order(7)
    void cleanStopLeavesNoProcessAndTheNextStartFindsTheData() throws Exception {
        // Given
        List<Long> pids = services().map(StackService::pid).toList();
        List<Integer> ports = services().map(StackService::port).toList();

        // When
        stack.close();

        // Then
        assertThat(pids)
                .allMatch(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(home.resolve("stack.json")).doesNotExist();

        // When
        stack = LocalStack.start(home, OPTIONS);

        // Then
        StackClients clients = new StackClients(stack.addresses());
        assertThat(services().map(StackService::port)).isEqualTo(ports);
        assertThat(clients.consumeAll("stars")).containsExactly("Sun");
        assertThat(clients.stars()).containsExactly("Sun");
        assertThat(Http.status(URI.create(stack.addresses().registryUrl() + "/subjects/stars-value/versions/1")))
                .isEqualTo(200);
        assertThat(home.resolve("logs/kafka.log.1")).exists();
    }

    private Stream<StackService> services() {
        return Stream.of(stack.kafka(), stack.registry(), stack.postgres());
    }
}
