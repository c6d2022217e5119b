package org.starflow.local.cli;

import org.starflow.local.state.Home;
import org.starflow.local.state.ProcessEntry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** What it means that a process of the stack has ended. */
record Outages(RunningStack stack) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** A sentence for each process that is down. */
    void print(PrintWriter out) {
        for (ProcessEntry entry : stack.state().processes()) {
            if (!entry.isRunning()) {
                out.println(sentence(entry.name()));
            }
        }
    }

    private String sentence(String name) {
        String what = switch (name) {
            case "kafka" ->
                "The broker is away%s; nothing is lost: what was committed is on its disk, everybody waits.";
            case "registry" ->
                "The schema registry is away%s; nothing is lost: spectra and results wait in their topics.";
            case "postgresql" -> "The database is away%s; nothing is lost: results wait in their topic.";
            case "sink" -> "The sink is away%s; nothing is lost: results wait in their topic.";
            case "prometheus" ->
                "Prometheus is away%s: no alert can fire; the stream itself is not touched."
                        + " ./starflow monitor starts it again.";
            case "grafana" ->
                "Grafana is away%s; alerts and stream are not touched. ./starflow monitor starts it again.";
            default -> name + " is away%s; nothing is lost: its spectra wait in their topic.";
        };
        return what.formatted(since(stack.home(), name)) + " Its log: "
                + stack.home().log(name);
    }

    /** The end of a process leaves no mark but the last line of its log. */
    private static String since(Home home, String name) {
        try {
            return " since about "
                    + TIME.format(Files.getLastModifiedTime(home.log(name))
                            .toInstant()
                            .truncatedTo(ChronoUnit.SECONDS));
        } catch (IOException e) {
            return "";
        }
    }
}
