package org.starflow.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds everything of one stack.
 *
 * @param path {@code .starflow} of the project unless told otherwise
 */
public record Home(Path path) {

    /** The folder, made where it is missing, by its real path: two ways to the same folder are the same home. */
    public static Home open(Path path) {
        try {
            Files.createDirectories(path);
            Home home = new Home(path.toRealPath());
            Files.createDirectories(home.logs());
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " cannot be made or entered", e);
        }
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /** Folder of one service's data. */
    public Path data(String service) {
        return path.resolve(service);
    }

    /** Addresses and processes of the running stack; absent when none runs. */
    public Path stateFile() {
        return path.resolve("stack.json");
    }

    Path secrets() {
        return path.resolve("secrets");
    }
}
