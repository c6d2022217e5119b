package org.starflow.local.cli;

import org.starflow.local.monitor.GrafanaServer;
import org.starflow.local.monitor.PrometheusServer;
import org.starflow.local.monitor.Target;
import org.starflow.local.process.StopSignal;
import org.starflow.local.state.Home;
import org.starflow.local.state.PortBook;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.StackState;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prometheus and Grafana of a running stack. Whoever uses this holds the lock of the folder. */
final class Monitors {

    private static final int PROMETHEUS_PORT = 9090;
    private static final int GRAFANA_PORT = 3000;
    private static final int PRODUCER_PORT = 9095;

    private final Project project;
    private final Home home;
    private final PortBook ports;
    private StackState state;

    Monitors(Project project, RunningStack stack) {
        this.project = project;
        this.home = stack.home();
        this.ports = PortBook.of(home);
        this.state = stack.state();
    }

    /** Address of Prometheus, which is started unless it runs. */
    String prometheus(Path program) {
        return running("prometheus").orElseGet(() -> {
            int port = ports.of("prometheus", PROMETHEUS_PORT);
            PrometheusServer server = PrometheusServer.start(
                    program, home.data("prometheus"), home.log("prometheus"), port, project.rules(), targets());
            server.leaveRunning();
            register(new ProcessEntry("prometheus", server.id(), "127.0.0.1:" + port, StopSignal.TERM));
            return server.url();
        });
    }

    /** Address of Grafana, which is started unless it runs. */
    String grafana(Path program) {
        return running("grafana").orElseGet(() -> {
            int port = ports.of("grafana", GRAFANA_PORT);
            GrafanaServer server = GrafanaServer.start(
                    program,
                    home.data("grafana"),
                    home.log("grafana"),
                    port,
                    project.dashboards(),
                    running("prometheus").orElseThrow());
            server.leaveRunning();
            register(new ProcessEntry("grafana", server.id(), "127.0.0.1:" + port, StopSignal.TERM));
            return server.url();
        });
    }

    private Optional<String> running(String name) {
        return state.process(name).filter(ProcessEntry::isRunning).map(entry -> "http://" + entry.address());
    }

    private List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (ProcessEntry entry : state.processes()) {
            if (entry.name().equals("sink")) {
                targets.add(Target.service("starflow-sink", entry.name(), entry.address()));
            } else if (entry.name().startsWith("worker-")) {
                targets.add(Target.service("starflow-worker", entry.name(), entry.address()));
            }
        }
        int port = ports.of(ProducerMetricsPort.NAME, PRODUCER_PORT);
        targets.add(new Target("starflow-producer", "producer", "127.0.0.1:" + port, "/metrics"));
        return targets;
    }

    private void register(ProcessEntry entry) {
        List<ProcessEntry> processes = new ArrayList<>(state.processes());
        processes.removeIf(known -> known.name().equals(entry.name()));
        processes.add(entry);
        state = new StackState(
                state.bootstrapServers(),
                state.registryUrl(),
                state.jdbcUrl(),
                state.user(),
                state.secure(),
                processes);
        state.write(home);
    }
}
