package org.starflow.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param arguments program and its arguments
 * @param environment added to that of this JVM
 * @param directory working folder
 */
public record Command(List<String> arguments, Map<String, String> environment, Path directory) {

    public Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** The {@code java} that runs this JVM. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
