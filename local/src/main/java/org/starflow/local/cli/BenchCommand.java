package org.starflow.local.cli;

import picocli.CommandLine.Command;

import java.util.List;

@Command(name = "bench", description = "Measure spectra per second: bench inference (no stack), bench pipeline.")
final class BenchCommand extends ProducerCommands.PassThrough {

    @Override
    boolean needsStack(List<String> given) {
        return given.contains("pipeline");
    }
}
