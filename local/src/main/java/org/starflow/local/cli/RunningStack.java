package org.starflow.local.cli;

import org.starflow.local.StackAccess;
import org.starflow.local.StackAddresses;
import org.starflow.local.state.Home;
import org.starflow.local.state.ProcessEntry;
import org.starflow.local.state.Secrets;
import org.starflow.local.state.StackState;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stack that {@code up} left running, as another command finds it. */
record RunningStack(Home home, StackState state) {

    /** @throws CliException when none runs on the folder */
    static RunningStack require(Path folder) {
        if (Files.isDirectory(folder)) {
            Home home = Home.open(folder);
            StackState state = StackState.read(home).orElse(null);
            if (state != null && !state.running().isEmpty()) {
                return new RunningStack(home, state);
            }
        }
        throw CliException.environment("No stack runs on " + folder + ": start it with ./starflow up.");
    }

    /** @throws CliException when one of them does not run */
    RunningStack requireRunning(String... names) {
        List<String> down = new ArrayList<>();
        for (String name : names) {
            if (state.process(name).filter(ProcessEntry::isRunning).isEmpty()) {
                down.add(name);
            }
        }
        if (!down.isEmpty()) {
            throw CliException.environment(String.join(" and ", down) + " does not run: see "
                    + home.log(down.getFirst()) + ", then ./starflow down and ./starflow up.");
        }
        return this;
    }

    StackAddresses addresses() {
        return new StackAddresses(
                state.bootstrapServers(),
                state.registryUrl(),
                state.jdbcUrl(),
                state.user(),
                new Secrets(home).password("postgresql"));
    }

    /** What services and commands need to reach it. */
    StackAccess access() {
        return StackAccess.of(home, addresses(), state.secure());
    }

    SinkClient sink() {
        requireRunning("sink");
        ProcessEntry sink = state.process("sink").orElseThrow();
        return new SinkClient(
                URI.create("http://" + sink.address()), "operator", new Secrets(home).password("operator"));
    }

    List<ProcessEntry> workers() {
        return state.processes().stream()
                .filter(entry -> entry.name().startsWith("worker-"))
                .toList();
    }
}
