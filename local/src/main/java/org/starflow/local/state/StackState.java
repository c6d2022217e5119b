package org.starflow.local.state;

import com.fasterxml.jackson.core.type.TypeReference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code stack.json}: what runs on a home folder and where it listens. Passwords are not in it.
 *
 * @param bootstrapServers Kafka
 * @param registryUrl schema registry
 * @param jdbcUrl database
 * @param user database user
 * @param secure whether Kafka and the registry want TLS and a user
 * @param processes everything that was started, in start order
 */
public record StackState(
        String bootstrapServers,
        String registryUrl,
        String jdbcUrl,
        String user,
        boolean secure,
        List<ProcessEntry> processes) {

    public StackState {
        processes = List.copyOf(processes);
    }

    public static Optional<StackState> read(Home home) {
        return JsonFile.read(home.stateFile(), new TypeReference<StackState>() {});
    }

    public void write(Home home) {
        JsonFile.write(home.stateFile(), this);
    }

    public static void delete(Home home) {
        try {
            Files.deleteIfExists(home.stateFile());
        } catch (IOException e) {
            throw new UncheckedIOException(home.stateFile() + " cannot be deleted", e);
        }
    }

    public List<ProcessEntry> running() {
        return processes.stream().filter(ProcessEntry::isRunning).toList();
    }

    public Optional<ProcessEntry> process(String name) {
        return processes.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
