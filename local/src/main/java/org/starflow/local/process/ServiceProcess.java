package org.starflow.local.process;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Quarkus service (worker, sink) or command (producer) as a process of its own, run from its {@code
 * quarkus-run.jar}.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final ServiceSpec spec;
    private ChildProcess process;

    private ServiceProcess(ServiceSpec spec) {
        this.spec = spec;
        launch();
    }

    /** Starts it and returns at once; {@link #awaitReady} waits for it. */
    public static ServiceProcess start(ServiceSpec spec) {
        return new ServiceProcess(spec);
    }

    private void launch() {
        process = ChildProcess.start(
                spec.name(), new Command(command(), spec.environment(), spec.directory()), spec.log(), StopSignal.TERM);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Command.java());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(spec.jvmFlags());
        spec.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
        if (spec.port() > 0) {
            command.add("-Dquarkus.http.host=127.0.0.1");
            command.add("-Dquarkus.http.port=" + spec.port());
        }
        command.add("-jar");
        command.add(spec.jar().toAbsolutePath().toString());
        command.addAll(spec.arguments());
        return command;
    }

    /**
     * Waits until {@code /q/health/ready} says yes.
     *
     * @throws org.starflow.local.LocalStackException when it ends or takes longer, with the last lines of its log
     */
    public ServiceProcess awaitReady(Duration patience) {
        Readiness.await(process, patience, () -> Http.status(url("/q/health/ready")) == 200);
        return this;
    }

    /** Address of a path on this service. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + spec.port() + path);
    }

    public String name() {
        return spec.name();
    }

    public long pid() {
        return process.pid();
    }

    public ProcessId id() {
        return process.id();
    }

    public ServiceSpec spec() {
        return spec;
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Exit status; {@link IllegalThreadStateException} while it runs. */
    public int exitCode() {
        return process.exitCode();
    }

    /** Waits for its end; {@code false} when it still runs after that time. */
    public boolean awaitExit(Duration patience) {
        return process.awaitExit(patience);
    }

    /** The last lines of its output. */
    public String logTail(int lines) {
        return LogFiles.tail(spec.log(), lines);
    }

    /** {@code kill -9}, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Asks it to end, and kills it when it takes longer than that. */
    public void stop(Duration patience) {
        process.stop(patience);
    }

    /** Lets it go on after this JVM has ended. */
    public void leaveRunning() {
        process.release();
    }

    /** Stops it when it runs, and starts it again on the same port. */
    public void restart() {
        stop(STOP_PATIENCE);
        launch();
    }

    @Override
    public void close() {
        stop(STOP_PATIENCE);
    }
}
