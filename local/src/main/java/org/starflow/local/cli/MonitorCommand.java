package org.starflow.local.cli;

import org.starflow.local.monitor.Programs;
import org.starflow.local.state.Home;
import org.starflow.local.state.HomeLock;
import org.starflow.local.state.StackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

@Command(
        name = "monitor",
        description = {
            "Start Prometheus with the project's alerts, and Grafana with its dashboards where it is installed.",
            "Starts the stack first, as up does, unless one runs. down stops all of it. Prometheus comes from the",
            "machine: apt-get install prometheus, or its binary from prometheus.io on the PATH."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./starflow monitor", "  ./starflow monitor --workers 2 --home /data/survey"})
final class MonitorCommand extends UpCommand {

    @Spec
    private CommandSpec monitorSpec;

    @Override
    public Integer call() {
        Starflow starflow = Starflow.of(monitorSpec);
        Path prometheus = Programs.find("prometheus")
                .orElseThrow(() -> CliException.environment("prometheus is not on the PATH: apt-get install prometheus"
                        + " (Debian, Ubuntu), or put its binary from prometheus.io there. ./starflow status --watch"
                        + " shows the same figures without it."));
        if (!isRunning(starflow.home())) {
            super.call();
        }
        PrintWriter out = monitorSpec.commandLine().getOut();
        RunningStack stack = RunningStack.require(starflow.home());
        try (HomeLock _ = HomeLock.acquire(stack.home())) {
            // Read again: only now nobody else changes it.
            Monitors monitors = new Monitors(starflow.project(), RunningStack.require(starflow.home()));
            out.println("Prometheus        " + monitors.prometheus(prometheus) + " (alerts at /alerts)");
            out.println("Grafana           "
                    + Programs.find("grafana", "grafana-server")
                            .map(monitors::grafana)
                            .map(url -> url + "/dashboards")
                            .orElse("is not on the PATH; its dashboards are in "
                                    + starflow.project().dashboards()));
            out.flush();
        }
        return ExitCode.OK;
    }

    private static boolean isRunning(Path folder) {
        return Files.isDirectory(folder)
                && StackState.read(Home.open(folder))
                        .filter(state -> !state.running().isEmpty())
                        .isPresent();
    }
}
