package org.starflow.local.cli;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many workers, and with what. */
final class WorkerOptions {

    private static final int CORES_PER_WORKER = 4;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Number of worker processes (default: one for every four cores, at most one a partition).")
    private Integer workers;

    @Option(
            names = "--execution-provider",
            paramLabel = "cpu|cuda|cuda-fp16",
            defaultValue = "cpu",
            description = "What the network runs on; cuda needs a build with -Pcuda (default: ${DEFAULT-VALUE}).")
    private String executionProvider;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model package (default: $STARFLOW_MODEL_PACKAGE, else model/reference).")
    private Path model;

    private Map<String, String> settings = Map.of();

    /** The same with further settings and, where none was named, with this model package. */
    WorkerOptions on(Path defaultModel, Map<String, String> furtherSettings) {
        WorkerOptions options = new WorkerOptions();
        options.workers = workers;
        options.executionProvider = executionProvider;
        options.model = model == null ? defaultModel : model;
        options.settings = furtherSettings;
        return options;
    }

    /** @throws CliException when a value makes no sense */
    void check() {
        if (workers != null && workers < 1) {
            throw CliException.usage("--workers: expected at least 1, found " + workers);
        }
    }

    int count() {
        return workers == null
                ? Math.clamp(Runtime.getRuntime().availableProcessors() / CORES_PER_WORKER, 1, 4)
                : workers;
    }

    /** @throws CliException when there is no package */
    Path model(Project project) {
        return ModelPackages.find(model, project);
    }

    String executionProvider() {
        return executionProvider;
    }

    Map<String, String> properties(String instance) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("starflow.worker.instance", instance);
        properties.put("starflow.worker.execution-provider", executionProvider);
        properties.put("starflow.worker.threads", Integer.toString(threads()));
        properties.putAll(settings);
        return properties;
    }

    /** Workers that each take all cores would only wait for each other. */
    int threads() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / count());
    }
}
