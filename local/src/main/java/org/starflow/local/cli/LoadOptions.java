package org.starflow.local.cli;

import picocli.CommandLine.Option;

import java.util.Map;

/** How much a load benchmark sends, and how the workers take it. */
final class LoadOptions {

    private static final int IN_FLIGHT = 64;

    @Option(
            names = "--spectra",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Number of spectra (default: ${DEFAULT-VALUE}).")
    private int spectra;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "Length of each measurement of latencies (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Most spectra in a micro-batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    /** @throws CliException when a value makes no sense */
    void check() {
        atLeast(100, spectra, "--spectra");
        atLeast(1, seconds, "--seconds");
        atLeast(1, batch, "--batch");
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw CliException.usage(name + ": expected at least " + least + ", found " + value);
        }
    }

    int spectra() {
        return spectra;
    }

    int seconds() {
        return seconds;
    }

    int batch() {
        return batch;
    }

    /** Spectra that go all the way at once; enough for a steady state. */
    int capacitySpectra() {
        return Math.max(100, spectra / 4);
    }

    /** Settings of the workers for a model that costs nothing. */
    Map<String, String> workerSettings() {
        return Map.of(
                "starflow.worker.batch.size", Integer.toString(batch),
                "starflow.worker.in-flight.batches", Integer.toString(IN_FLIGHT));
    }
}
