package org.starflow.local;

import org.starflow.local.process.ChildProcess;
import org.starflow.local.security.StackSecurity;
import org.starflow.local.state.Home;
import org.starflow.local.state.HomeLock;
import org.starflow.local.state.PortBook;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.StackState;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A running stack: Kafka, schema registry and PostgreSQL on free ports of 127.0.0.1, with their data under one folder
 * that a later stack can be started on again.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.start(folder, StackOptions.defaults())) {
 *     connect(stack.addresses().bootstrapServers());
 *     stack.kafka().kill();
 *     stack.kafka().restart();
 * }
 * }</pre>
 *
 * The services end with this JVM, however it ends, unless {@link #leaveRunning} lets them go.
 */
public final class LocalStack implements AutoCloseable {

    private final Home home;
    private final HomeLock lock;
    private final KafkaBroker kafka;
    private final SchemaRegistry registry;
    private final PostgresServer postgres;
    private final boolean secure;

    private final List<ProcessEntry> registered = new CopyOnWriteArrayList<>();

    private LocalStack(Home home, StackOptions options, HomeLock lock) {
        this.home = home;
        this.lock = lock;
        this.secure = options.secure();
        StackContext context = new StackContext(
                home,
                StackFiles.locate(),
                options,
                PortBook.of(home),
                secure ? Optional.of(StackSecurity.of(home)) : Optional.empty(),
                this::writeState);
        this.kafka = new KafkaBroker(context);
        this.registry = new SchemaRegistry(context);
        this.postgres = new PostgresServer(context);
    }

    /**
     * Starts all three services and returns when they answer.
     *
     * @throws StackInUseException when another stack uses the folder; the message names the process
     * @throws LocalStackException when a service does not start; those that did are stopped again
     */
    public static LocalStack start(Path folder, StackOptions options) {
        Home home = Home.open(folder);
        HomeLock lock = HomeLock.acquireForStart(home);
        LocalStack stack;
        try {
            stack = new LocalStack(home, options, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        try {
            stack.startAll();
            return stack;
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    private void startAll() {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("stack-start-", 0).factory())) {
            List<CompletableFuture<Void>> starts = services()
                    .map(service -> CompletableFuture.runAsync(service::start, threads))
                    .toList();
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Folder with the jars of Kafka, its command line tools among them. */
    public static Path kafkaPrograms() {
        return StackFiles.locate().kafka();
    }

    public StackAddresses addresses() {
        return new StackAddresses(
                kafka.bootstrapServers(), registry.url(), postgres.jdbcUrl(), PostgresServer.USER, postgres.password());
    }

    /** What services and commands need to reach it. */
    public StackAccess access() {
        return StackAccess.of(home, addresses(), secure);
    }

    /**
     * Port on which the broker waits for what a relay forwards.
     *
     * @throws IllegalStateException when the stack was started without {@link StackOptions#withKafkaRelay}
     */
    public int relayedKafkaPort() {
        if (kafka.relayedPort() == 0) {
            throw new IllegalStateException("The stack was started without a relay");
        }
        return kafka.relayedPort();
    }

    /** The folder, with {@code logs/} and the data of each service. */
    public Path folder() {
        return home.path();
    }

    public StackService kafka() {
        return kafka;
    }

    public StackService registry() {
        return registry;
    }

    public StackService postgres() {
        return postgres;
    }

    /**
     * Writes a further process into {@code stack.json}, so that {@code ./starflow status} and {@code down} know it. The
     * stack itself does not stop it.
     */
    public void register(ProcessEntry entry) {
        registered.removeIf(known -> known.name().equals(entry.name()));
        registered.add(entry);
        writeState();
    }

    /** What was registered, in that order. */
    public List<ProcessEntry> registered() {
        return List.copyOf(registered);
    }

    /** Lets the services go on after this JVM and gives the folder up; {@code ./starflow down} stops them. */
    public void leaveRunning() {
        services().forEach(StackService::leaveRunning);
        lock.close();
    }

    /** Stops all services, clients of the database first. The data stay. */
    @Override
    public void close() {
        try {
            Stream.of(registry, kafka, postgres).forEach(StackService::stop);
            StackState.delete(home);
        } finally {
            lock.close();
        }
    }

    private Stream<StackService> services() {
        return Stream.of(postgres, kafka, registry);
    }

    private synchronized void writeState() {
        List<ProcessEntry> running = new ArrayList<>();
        services().filter(StackService::isRunning).map(LocalStack::entry).forEach(running::add);
        running.addAll(registered);
        StackAddresses addresses = addresses();
        new StackState(
                        addresses.bootstrapServers(),
                        addresses.registryUrl(),
                        addresses.jdbcUrl(),
                        addresses.user(),
                        secure,
                        running)
                .write(home);
    }

    private static ProcessEntry entry(StackService service) {
        ChildProcess process = service.process();
        return new ProcessEntry(service.name(), process.id(), "127.0.0.1:" + service.port(), service.stopSignal());
    }
}
