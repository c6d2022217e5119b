package org.starflow.local.monitor;

import org.starflow.local.LocalStackException;
import org.starflow.local.process.ChildProcess;
import org.starflow.local.process.Command;
import org.starflow.local.process.Http;
import org.starflow.local.process.ProcessId;
import org.starflow.local.process.Readiness;
import org.starflow.local.process.StopSignal;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Grafana of this machine, on the loopback interface, with the project's dashboards, read-only and without login. */
public final class GrafanaServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final ChildProcess process;
    private final int port;

    private GrafanaServer(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and returns when it answers.
     *
     * @param program {@code grafana} or {@code grafana-server}
     * @param folder for its settings and data
     * @param dashboards folder of dashboards, {@code *.json}
     * @throws LocalStackException when it does not start, with the last lines of its log
     */
    public static GrafanaServer start(
            Path program, Path folder, Path log, int port, Path dashboards, String prometheusUrl) {
        new GrafanaFiles(folder.toAbsolutePath(), dashboards.toAbsolutePath()).write(prometheusUrl);
        var command = new Command(command(program), environment(folder.toAbsolutePath(), port), folder);
        var server = new GrafanaServer(ChildProcess.start("grafana", command, log, StopSignal.TERM), port);
        try {
            Readiness.await(
                    server.process, PATIENCE, () -> Http.status(URI.create(server.url() + "/api/health")) == 200);
            return server;
        } catch (RuntimeException e) {
            server.process.kill();
            throw e;
        }
    }

    static List<String> command(Path program) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        if (program.endsWith("grafana")) {
            command.add("server");
        }
        homePath(program).ifPresent(home -> command.add("--homepath=" + home));
        return command;
    }

    /** Packages put Grafana's own pages into /usr/share/grafana, the archive into the folder above the program. */
    private static Optional<Path> homePath(Path program) {
        return Stream.of(
                        Path.of("/usr/share/grafana"),
                        program.toAbsolutePath().resolve("../..").normalize())
                .filter(folder -> Files.isDirectory(folder.resolve("public")))
                .findFirst();
    }

    static Map<String, String> environment(Path folder, int port) {
        var settings = new HashMap<String, String>();
        settings.put("GF_SERVER_HTTP_ADDR", "127.0.0.1");
        settings.put("GF_SERVER_HTTP_PORT", Integer.toString(port));
        settings.put("GF_PATHS_DATA", folder.resolve("data").toString());
        settings.put("GF_PATHS_LOGS", folder.resolve("logs").toString());
        settings.put("GF_PATHS_PROVISIONING", folder.resolve("provisioning").toString());
        settings.put("GF_AUTH_ANONYMOUS_ENABLED", "true");
        settings.put("GF_AUTH_ANONYMOUS_ORG_ROLE", "Viewer");
        settings.put("GF_AUTH_DISABLE_LOGIN_FORM", "true");
        settings.put("GF_DASHBOARDS_MIN_REFRESH_INTERVAL", "1s");
        settings.put("GF_ANALYTICS_REPORTING_ENABLED", "false");
        settings.put("GF_ANALYTICS_CHECK_FOR_UPDATES", "false");
        settings.put("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false");
        return settings;
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
