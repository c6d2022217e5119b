package org.starflow.local.cli;

import org.starflow.local.LocalStack;
import org.starflow.local.process.ServiceProcess;
import org.starflow.local.process.ServiceSpec;
import org.starflow.local.process.StopSignal;
import org.starflow.local.security.Principal;
import org.starflow.local.state.Home;
import org.starflow.local.state.PortBook;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.Secrets;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sink and the workers of a stack. */
final class Services {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LOG_LINES = 15;
    private static final int SINK_PORT = 8082;
    private static final int FIRST_WORKER_PORT = 8090;

    private final Project project;
    private final LocalStack stack;
    private final Home home;
    private final PortBook ports;
    // Read by the shutdown hook while it grows.
    private final List<ServiceProcess> started = new CopyOnWriteArrayList<>();

    Services(Project project, LocalStack stack) {
        this.project = project;
        this.stack = stack;
        this.home = Home.open(stack.folder());
        this.ports = PortBook.of(home);
    }

    /** Starts sink and workers side by side and returns when all are ready. */
    void start(WorkerOptions workers, Progress progress) {
        startOne(sink(workers.count()));
        startWorkers(workers, progress);
    }

    /** Starts the sink and returns when it is ready. */
    ServiceProcess startSink(Progress progress) {
        ServiceProcess sink = startOne(sink(0));
        awaitReady(progress);
        return sink;
    }

    /** Starts the workers and returns when all have loaded, warmed and tested their model. */
    List<ServiceProcess> startWorkers(WorkerOptions workers, Progress progress) {
        List<ServiceProcess> processes = IntStream.rangeClosed(1, workers.count())
                .mapToObj(number -> startOne(worker(number, workers)))
                .toList();
        awaitReady(progress);
        return processes;
    }

    /** Brings the database to this version's schema: the sink does it, and ends. */
    void migrate() {
        ServiceProcess migration = ServiceProcess.start(sink(0).withProperties(
                        Map.of("quarkus.init-and-exit", "true", "quarkus.flyway.migrate-at-start", "true")));
        boolean ended = migration.awaitExit(PATIENCE);
        migration.close();
        if (!ended || migration.exitCode() != 0) {
            throw CliException.environment("The database could not be migrated; " + home.log("sink") + " ends with:"
                    + System.lineSeparator() + migration.logTail(LOG_LINES));
        }
    }

    private void awaitReady(Progress progress) {
        for (ServiceProcess service : started) {
            progress.show("waiting for " + service.name());
            service.awaitReady(PATIENCE);
        }
    }

    private ServiceProcess startOne(ServiceSpec spec) {
        ServiceProcess service = ServiceProcess.start(spec);
        started.add(service);
        stack.register(new ProcessEntry(service.name(), service.id(), "127.0.0.1:" + spec.port(), StopSignal.TERM));
        return service;
    }

    /** Stops workers, then the sink. */
    void stop() {
        started.reversed().forEach(ServiceProcess::close);
    }

    /** Lets them go on after this JVM has ended. */
    void leaveRunning() {
        started.forEach(ServiceProcess::leaveRunning);
    }

    SinkClient sinkClient() {
        return new SinkClient(started.getFirst().url("/"), "operator", new Secrets(home).password("operator"));
    }

    /** @throws CliException when one has ended */
    void requireAll() {
        for (ServiceProcess service : started) {
            if (!service.isRunning()) {
                throw CliException.environment(service.name() + " has ended with exit code " + service.exitCode()
                        + "; its log ends with:" + System.lineSeparator() + service.logTail(LOG_LINES));
            }
        }
    }

    /** The sink asks workers for the fits that its console shows; their ports are known before they run. */
    private ServiceSpec sink(int workers) {
        Map<String, String> environment = new HashMap<>(stack.access().environment(Principal.SINK));
        environment.putAll(stack.access().sinkDatabase());
        environment.put("STARFLOW_SINK_OPERATOR_PASSWORD", new Secrets(home).password("operator"));
        if (workers > 0) {
            environment.put(
                    "STARFLOW_SINK_WORKERS",
                    IntStream.rangeClosed(1, workers)
                            .mapToObj(number -> "http://127.0.0.1:" + workerPort(number))
                            .collect(Collectors.joining(",")));
        }
        return spec("sink", project.sink(), ports.of("sink", SINK_PORT), "-Xmx384m", environment);
    }

    private ServiceSpec worker(int number, WorkerOptions options) {
        String name = "worker-" + number;
        Map<String, String> environment = new HashMap<>(stack.access().environment(Principal.WORKER));
        environment.put("STARFLOW_WORKER_OPERATOR_PASSWORD", new Secrets(home).password("operator"));
        environment.put("STARFLOW_MODEL_PACKAGE", options.model(project).toString());
        return spec(name, project.worker(), workerPort(number), "-Xmx768m", environment)
                .withProperties(options.properties(name));
    }

    private int workerPort(int number) {
        return ports.of("worker-" + number, FIRST_WORKER_PORT + number);
    }

    private ServiceSpec spec(String name, Path jar, int port, String heap, Map<String, String> environment) {
        return ServiceSpec.of(name, jar, port, home.log(name))
                .withJvmFlags(List.of(heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"))
                .withEnvironment(environment);
    }
}
