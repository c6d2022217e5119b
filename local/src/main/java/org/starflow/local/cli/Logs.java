package org.starflow.local.cli;

import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The launcher speaks through its commands; its libraries only when something is wrong. */
final class Logs {

    // Loggers are held weakly by the LogManager; without these references the levels would be lost.
    private static final List<Logger> CONFIGURED = List.of(Logger.getLogger(""), Logger.getLogger("org.apache.kafka"));

    private Logs() {}

    static void configure() {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %5$s%n");
        LogManager.getLogManager().reset();
        var handler = new ConsoleHandler();
        CONFIGURED.getFirst().addHandler(handler);
        CONFIGURED.getFirst().setLevel(Level.WARNING);
        CONFIGURED.getLast().setLevel(Level.OFF);
    }
}
