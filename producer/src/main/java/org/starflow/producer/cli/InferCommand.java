package org.starflow.producer.cli;

import org.starflow.model.InferenceRecords;
import org.starflow.model.ModelPackage;
import org.starflow.model.SpectrumDecoder;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.EngineVersion;
import org.starflow.model.engine.InferenceEngine;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.producer.infer.FileInference;
import org.starflow.producer.infer.InferredFile;
import org.starflow.producer.infer.ResultFormat;
import org.starflow.producer.infer.ResultWriter;
import org.starflow.producer.infer.SampleWriter;
import org.starflow.producer.read.InputPaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "infer",
        description = {
            "Stellar parameters with posteriors for files, folders or patterns, without Kafka or database.",
            "Reads 4MOST L1, ESO science data products, 1-D images and text columns, also gzip."
        },
        footer = {
            "",
            "Exit codes: 0 all files have a result; 1 some were refused (named on standard error);",
            "2 wrong command line; 3 no model package."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
class InferCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, folders or patterns.")
    List<String> paths;

    @Option(
            names = "--format",
            paramLabel = "csv|json|table",
            defaultValue = "TABLE",
            description = "Format of the results (default: table).")
    ResultFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "Where the results go (default: standard output).")
    Path output;

    @Option(names = "--samples", paramLabel = "FILE", description = "Write the posterior samples to a CSV file.")
    Path samples;

    @Option(
            names = "--execution-provider",
            paramLabel = "cpu|cuda|cuda-fp16",
            defaultValue = "CPU",
            description = "Where the network runs (default: cpu).")
    ExecutionProvider provider;

    @Option(names = "--threads", defaultValue = "1", description = "CPU threads of the network (default: 1).")
    int threads;

    @Mixin
    ReductionMixin reduction;

    private final Models models;

    InferCommand(Models models) {
        this.models = models;
    }

    @Override
    public Integer call() throws IOException {
        List<Path> files = InputPaths.expand(paths);
        var options = reduction.options();
        ModelPackage model = models.model();
        var progress = new Progress("files", files.size());
        int refused = 0;
        var engineOptions = new EngineOptions(provider, threads, 1, samples != null);
        try (InferenceEngine engine = InferenceEngine.open(model, engineOptions);
                Writer out = writer();
                ResultWriter results = ResultWriter.of(format, out);
                SampleWriter sampleWriter = new SampleWriter(samples)) {
            var inference = new FileInference(
                    models.reducer(),
                    options,
                    new SpectrumDecoder(model),
                    engine,
                    new InferenceRecords(model, EngineVersion.current(), provider));
            for (Path file : files) {
                switch (inference.infer(file)) {
                    case InferredFile.Done done -> {
                        results.add(done.inference());
                        out.flush();
                        sampleWriter.add(done.inference().getSpectrumId(), done.samples());
                    }
                    case InferredFile.Refused no -> {
                        refused++;
                        progress.say("refused: " + no.reason());
                    }
                }
                progress.step();
            }
        }
        progress.end();
        if (refused > 0 || files.isEmpty()) {
            progress.say(files.isEmpty() ? "no files found" : refused + " of " + files.size() + " files refused");
        }
        return refused > 0 || files.isEmpty() ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    private Writer writer() throws IOException {
        return output == null
                ? new BufferedWriter(new OutputStreamWriter(new UnclosedOutput(System.out), StandardCharsets.UTF_8))
                : Files.newBufferedWriter(output, StandardCharsets.UTF_8);
    }
}
