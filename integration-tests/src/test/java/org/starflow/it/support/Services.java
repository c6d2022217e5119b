package org.starflow.it.support;

import org.starflow.local.process.Command;
import org.starflow.local.process.Ports;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.process.ServiceSpec;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts the packaged services against a stack. They end with this JVM, however it ends. */
public final class Services {
    private static final List<String> FLAGS = List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Stack stack;
    private final Path modelPackage;
    private final Map<String, String> added;

    private Services(Stack stack, Path modelPackage, Map<String, String> added) {
        this.stack = stack;
        this.modelPackage = modelPackage;
        this.added = Map.copyOf(added);
    }

    /** Services with the tiny model package. */
    public static Services on(Stack stack) {
        return new Services(stack, Project.tinyPackage(), Map.of());
    }

    /** Services with another model package. */
    public Services with(Path otherPackage) {
        return new Services(stack, otherPackage, added);
    }

    /** The same services with further environment variables. */
    public Services and(Map<String, String> environment) {
        var all = new HashMap<>(added);
        all.putAll(environment);
        return new Services(stack, modelPackage, all);
    }

    /**
     * Starts a worker and returns at once: see {@link Service#awaitReady}.
     *
     * @param instance {@code starflow.worker.instance}: the same name again takes over from the one before
     * @param settings configuration properties
     */
    public Service worker(String instance, Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("starflow.worker.instance", instance);
        all.put("starflow.worker.threads", "1");
        all.putAll(settings);
        return service("worker", "worker-" + instance, all);
    }

    /** Starts a sink on the default database and returns at once. */
    public Service sink(Map<String, String> settings) {
        return service("sink", "sink", settings);
    }

    /** Starts a command of the producer that goes on by itself, and returns at once. */
    public Service command(String name, Map<String, String> environment, List<String> arguments) {
        var all = new HashMap<>(environment());
        all.putAll(environment);
        var log = stack.logs().resolve(name + "-" + COUNT.incrementAndGet() + ".log");
        return new Service(ServiceProcess.start(ServiceSpec.of(name, Project.serviceJar("producer"), 0, log)
                .withJvmFlags(FLAGS)
                .withEnvironment(all)
                .withArguments(arguments)));
    }

    /**
     * Runs a command of the producer to its end.
     *
     * @throws AssertionError when it is not over in time
     */
    public ProgramRun producer(Duration timeout, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Command.java());
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", Project.serviceJar("producer").toString()));
        command.addAll(List.of(arguments));
        return ProgramRun.of(
                command, environment(), Project.work(), stack.logs(), "producer-" + COUNT.incrementAndGet(), timeout);
    }

    private Service service(String module, String name, Map<String, String> settings) {
        var log = stack.logs().resolve(name + "-" + COUNT.incrementAndGet() + ".log");
        return new Service(ServiceProcess.start(ServiceSpec.of(name, Project.serviceJar(module), Ports.free(), log)
                .withJvmFlags(FLAGS)
                .withProperties(settings)
                .withEnvironment(environment())));
    }

    private Map<String, String> environment() {
        var environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers(),
                "KAFKA_SCHEMA_REGISTRY_URL", stack.registryUrl(),
                "QUARKUS_DATASOURCE_JDBC_URL", stack.jdbcUrl(),
                "QUARKUS_DATASOURCE_USERNAME", stack.user(),
                "QUARKUS_DATASOURCE_PASSWORD", stack.password(),
                "STARFLOW_MODEL_PACKAGE", modelPackage.toString()));
        environment.putAll(added);
        return environment;
    }
}
