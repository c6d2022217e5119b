package org.starflow.local.chaos;

import org.starflow.local.LocalStack;
import org.starflow.local.LocalStackException;
import org.starflow.local.StackOptions;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.process.ServiceSpec;
import org.starflow.local.relay.Relay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everything that runs: stack, relays, services. The services reach broker and database through relays, observers go
 * there directly.
 */
final class Arena implements AutoCloseable {

    static final int WORKERS = 2;
    static final int SINKS = 2;
    /** Of the model that joins while the run goes on. */
    static final String OTHER_VERSION = "0.0.0-joined";

    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final int SOME_REFUSED = 1;
    private static final int NO_BROKER = 3;
    private static final List<String> TOPICS =
            List.of(Topics.SPECTRA, Topics.INFERENCES, Topics.REJECTS, Topics.STARS, Topics.FILES);

    private final Relays relays;
    private final LocalStack stack;
    private final Optional<SmallDisk> disk;
    private final ServiceSpecs specs;
    private final ModelCopies models;
    private final Database database;
    private final List<Member.Ending> endings = new CopyOnWriteArrayList<>();
    private final Fleet workers;
    private final Fleet sinks;
    private final Fleet joined;
    private final Fleet producers;

    /** What stands between services and stack. */
    record Relays(Relay kafka, Relay postgres) {}

    private Arena(ChaosOptions options, Relays relays, LocalStack stack, Optional<SmallDisk> disk) {
        this.relays = relays;
        this.stack = stack;
        this.disk = disk;
        this.database = new Database(stack.addresses());
        this.models = new ModelCopies(options.model(), stack.folder().resolve("models"));
        this.specs = new ServiceSpecs(
                options,
                stack.addresses(),
                stack.folder().resolve("logs"),
                relays.kafka().port(),
                relays.postgres().port());
        Path watched = watchedFolder();
        this.workers = new Fleet("workers", n -> member(specs.worker("worker-" + n, options.model())));
        this.sinks = new Fleet("sinks", n -> member(specs.sink("sink-" + n)));
        this.joined = new Fleet("joined", n -> member(specs.worker("joined-" + n, models.folderOf(OTHER_VERSION))));
        this.producers = new Fleet(
                "producers", n -> member(specs.producer("producer-" + n, stack.folder(), "watch", watched.toString())));
    }

    /** Starts the stack. Services come later. */
    static Arena start(ChaosOptions options) throws IOException, InterruptedException, SQLException {
        var relays = new Relays(Relay.kafka("kafka"), Relay.plain("postgresql"));
        LocalStack stack = LocalStack.start(
                options.folder(),
                StackOptions.defaults()
                        .withTopics(TOPICS)
                        .withKafkaRelay(relays.kafka().port()));
        relays.kafka().forwardTo(stack.relayedKafkaPort());
        relays.postgres().forwardTo(stack.postgres().port());
        Optional<SmallDisk> disk = options.kinds().contains(FaultKind.DATABASE_DISK_FULL)
                ? SmallDisk.mount(stack.folder().resolve("small-disk"), megabytes(options))
                : Optional.empty();
        var arena = new Arena(options, relays, stack, disk);
        try {
            if (disk.isPresent()) {
                arena.moveDatabaseTo(disk.get());
            }
            return arena;
        } catch (IOException | SQLException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Rejects of the largest model have 200 kB each; they must fit for as long as the run may take. */
    private static long megabytes(ChaosOptions options) {
        return 96 + Math.round(options.length().toMinutes() * options.rate() * 4);
    }

    private void moveDatabaseTo(SmallDisk small) throws IOException, SQLException {
        database.administer(
                "CREATE TABLESPACE small LOCATION '" + small.folder("postgresql") + "'",
                "ALTER DATABASE starflow SET TABLESPACE small");
    }

    private Member member(ServiceSpec spec) {
        return new Member(spec, endings::add);
    }

    /** Starts the services and waits until they are ready. */
    void startServices() throws IOException, InterruptedException {
        models.ofVersion(OTHER_VERSION);
        sinks.scale(SINKS);
        workers.scale(WORKERS);
        awaitReady();
    }

    /** Waits until every service that should run is ready. */
    void awaitReady() throws InterruptedException {
        var late = new ArrayList<String>();
        for (Fleet fleet : fleets()) {
            if (!fleet.awaitReady(PATIENCE)) {
                late.addAll(fleet.notReady());
            }
        }
        if (!late.isEmpty()) {
            throw new LocalStackException("Not ready after " + PATIENCE.toMinutes() + " minutes: " + late
                    + "; their logs are in " + stack.folder().resolve("logs"));
        }
    }

    /**
     * Runs a command of the producer to its end. That it refuses a file is no failure; that no broker answers on a machine
     * that has much to do is tried again.
     */
    void runProducer(String name, String... arguments) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            ServiceProcess process =
                    ServiceProcess.start(specs.producer(name, stack.folder().resolve(name), arguments));
            process.awaitExit(Duration.between(Instant.now(), deadline));
            boolean ended = !process.isRunning();
            process.kill();
            if (ended && process.exitCode() <= SOME_REFUSED) {
                return;
            }
            if (!ended || process.exitCode() != NO_BROKER || Instant.now().isAfter(deadline)) {
                throw new LocalStackException(
                        "The producer's " + name + " failed; its log ends with: " + process.logTail(10));
            }
            Thread.sleep(Duration.ofSeconds(2));
        }
    }

    private List<Fleet> fleets() {
        return List.of(workers, sinks, joined, producers);
    }

    Fleet workers() {
        return workers;
    }

    Fleet sinks() {
        return sinks;
    }

    Fleet joined() {
        return joined;
    }

    Fleet producers() {
        return producers;
    }

    Relays relays() {
        return relays;
    }

    LocalStack stack() {
        return stack;
    }

    Optional<SmallDisk> disk() {
        return disk;
    }

    Database database() {
        return database;
    }

    ModelCopies models() {
        return models;
    }

    /** Ends of services that nobody asked for. */
    List<Member.Ending> endings() {
        return List.copyOf(endings);
    }

    Path watchedFolder() {
        return stack.folder().resolve("files/watched");
    }

    String bootstrapServers() {
        return stack.addresses().bootstrapServers();
    }

    /** The broker as the services reach it. */
    String relayedServers() {
        return "127.0.0.1:" + relays.kafka().port();
    }

    /** The first sink's comparison of topics and database. */
    URI audit() {
        return sinks.wanted().getFirst().current().url("/api/v1/audit");
    }

    @Override
    public void close() {
        relays.kafka().pass();
        relays.postgres().pass();
        fleets().forEach(Fleet::close);
        stack.close();
        relays.kafka().close();
        relays.postgres().close();
        disk.ifPresent(SmallDisk::close);
    }
}
