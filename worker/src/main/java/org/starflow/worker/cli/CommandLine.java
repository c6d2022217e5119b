package org.starflow.worker.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Options of the worker: short for the settings that are most often given by hand.
 *
 * @param properties settings to make
 * @param message to print instead of starting: help, or what is wrong
 * @param usageError whether the message says what is wrong
 */
record CommandLine(Map<String, String> properties, Optional<String> message, boolean usageError) {
    private static final Map<String, String> OPTIONS = Map.of(
            "--execution-provider", "starflow.worker.execution-provider",
            "--model", "starflow.model.package",
            "--instance", "starflow.worker.instance",
            "--port", "quarkus.http.port");

    private static final String HELP = """
            Usage: worker [--execution-provider cpu|cuda] [--model DIR] [--instance NAME] [--port PORT]

            Reads spectra from Kafka, infers their posteriors and writes results and rejects, exactly once.
            Every other setting: docs/worker.md.

            Exit codes: 0 stopped on request · 2 usage · 3 cannot run as configured · 4 fenced by another worker of
            the same name · 5 Kafka refused for too long · 6 the engine fails its self-test · 7 internal fault""";

    static CommandLine parse(String... args) {
        var properties = new HashMap<String, String>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--help") || args[i].equals("-h")) {
                return new CommandLine(Map.of(), Optional.of(HELP), false);
            }
            String[] parts = args[i].split("=", 2);
            String property = OPTIONS.get(parts[0]);
            if (property == null || (parts.length == 1 && i + 1 == args.length)) {
                String fault = property == null ? "Unknown option: " + args[i] : "No value for " + args[i];
                return new CommandLine(Map.of(), Optional.of(fault + "\n\n" + HELP), true);
            }
            properties.put(property, parts.length == 2 ? parts[1] : args[++i]);
        }
        return new CommandLine(Map.copyOf(properties), Optional.empty(), false);
    }
}
