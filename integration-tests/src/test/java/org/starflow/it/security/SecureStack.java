package org.starflow.it.security;

import org.starflow.it.local.Launcher;
import org.starflow.it.support.ProgramRun;
import org.starflow.local.StackAccess;
import org.starflow.local.StackAddresses;
import org.starflow.local.security.Principal;
import org.starflow.local.state.Home;
import org.starflow.local.state.PortBook;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.Secrets;
import org.starflow.local.state.StackState;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A stack that {@code ./starflow up --secure} has started, with sink and worker. */
final class SecureStack implements AutoCloseable {
    private final Launcher starflow;
    private final Home home;
    private final StackState state;
    private final StackAccess access;

    private SecureStack(Launcher starflow) {
        this.starflow = starflow;
        this.home = Home.open(starflow.home());
        this.state = StackState.read(home).orElseThrow();
        this.access = StackAccess.of(
                home,
                new StackAddresses(
                        state.bootstrapServers(),
                        state.registryUrl(),
                        state.jdbcUrl(),
                        state.user(),
                        password("postgresql")),
                true);
    }

    static SecureStack start(Path folder) throws IOException {
        var starflow = Launcher.in(folder);
        // Other stacks of the machine prefer the same ports.
        var ports = PortBook.of(Home.open(starflow.home()));
        ports.of("sink");
        ports.of("worker-1");
        var up = starflow.run("up", "--secure", "--workers", "1");
        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out()).contains("Secured");
        return new SecureStack(starflow);
    }

    ProgramRun run(String... arguments) {
        return starflow.run(arguments);
    }

    /** Settings of a Kafka client of this user. */
    Map<String, Object> kafka(Principal principal) {
        return new HashMap<>(access.kafka(principal));
    }

    String registryUrl() {
        return state.registryUrl();
    }

    String jdbcUrl() {
        return state.jdbcUrl();
    }

    int port(String process) {
        var address = state.process(process).orElseThrow().address();
        return Integer.parseInt(address.substring(address.indexOf(':') + 1));
    }

    String password(String name) {
        return new Secrets(home).password(name);
    }

    Path certificate() {
        return home.path().resolve("tls/certificate.pem");
    }

    Path home() {
        return home.path();
    }

    /** Output of the commands that were run. */
    Path folder() {
        return starflow.folder();
    }

    /** Every process of the stack, with those that they have started. */
    Set<Long> processes() {
        return state.processes().stream()
                .map(ProcessEntry::find)
                .flatMap(found -> found.stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        starflow.run("down");
    }
}
