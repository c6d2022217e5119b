package org.starflow.local.monitor;

import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.Http;
import org.starflow.local.process.ProcessId;
import org.starflow.local.process.Readiness;
import org.starflow.local.process.StopSignal;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Prometheus of this machine, on the loopback interface, with the project's rules. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final ChildProcess process;
    private final int port;

    private PrometheusServer(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and returns when it answers.
     *
     * @param program {@code prometheus}
     * @param folder for configuration and data, which are kept
     * @param rules folder of rule files, {@code *.yaml}
     * @throws org.starflow.local.LocalStackException when it does not start, with the last lines of its log
     */
    public static PrometheusServer start(
            Path program, Path folder, Path log, int port, Path rules, List<Target> targets) {
        var files = new PrometheusFiles(folder.toAbsolutePath(), rules.toAbsolutePath());
        files.write(targets);
        var command = new Command(
                List.of(
                        program.toString(),
                        "--config.file=" + files.configuration(),
                        "--storage.tsdb.path=" + files.data(),
                        "--storage.tsdb.retention.time=30d",
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn"),
                Map.of(),
                folder);
        var server = new PrometheusServer(ChildProcess.start("prometheus", command, log, StopSignal.TERM), port);
        try {
            Readiness.await(server.process, PATIENCE, () -> Http.status(URI.create(server.url() + "/-/ready")) == 200);
            return server;
        } catch (RuntimeException e) {
            server.process.kill();
            throw e;
        }
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Process, to find it again. */
    public ProcessId id() {
        return process.id();
    }

    /** Lets it go on after this JVM has ended. */
    public void leaveRunning() {
        process.release();
    }

    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
    }
}
