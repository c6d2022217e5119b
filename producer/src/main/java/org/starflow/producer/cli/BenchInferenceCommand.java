package org.starflow.producer.cli;

import org.starflow.model.bench.InferenceBenchmark;
import org.starflow.model.runtime.ExecutionProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "inference",
        description = "Spectra per second of the engine alone, by batch size; no Kafka, no files.",
        footer = {"", "Exit codes: 0 measured; 2 wrong command line; 3 no model package or execution provider."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
class BenchInferenceCommand implements Callable<Integer> {
    @Option(
            names = "--batch",
            split = ",",
            defaultValue = "1,8,32",
            paramLabel = "N,...",
            description = "Batch sizes (default: 1,8,32).")
    List<Integer> batches;

    @Option(names = "--seconds", defaultValue = "10", description = "Seconds for each batch size (default: 10).")
    int seconds;

    @Option(names = "--threads", defaultValue = "1", description = "CPU threads of the network (default: 1).")
    int threads;

    @Option(
            names = "--execution-provider",
            paramLabel = "cpu|cuda|cuda-fp16",
            defaultValue = "CPU",
            description = "Where the network runs (default: cpu).")
    ExecutionProvider provider;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to a file too.")
    Path json;

    private final Models models;

    BenchInferenceCommand(Models models) {
        this.models = models;
    }

    @Override
    public Integer call() throws IOException {
        if (seconds < 1 || batches.stream().anyMatch(b -> b < 1)) {
            throw new IllegalArgumentException("expected --seconds and --batch of at least 1");
        }
        var benchmark = new InferenceBenchmark(models.model(), provider, threads);
        String figures = benchmark.run(batches, Duration.ofSeconds(seconds)).toPrettyString();
        System.out.println(figures);
        if (json != null) {
            Files.writeString(json, figures + "\n");
        }
        return ExitCode.OK;
    }
}
