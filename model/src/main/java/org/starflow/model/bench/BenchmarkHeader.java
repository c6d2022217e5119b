package org.starflow.model.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.starflow.model.ModelPackage;
import org.starflow.model.engine.EngineVersion;
import org.starflow.model.runtime.ExecutionProvider;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What a figure means nothing without: model, software, machine. */
final class BenchmarkHeader {
    private BenchmarkHeader() {}

    static ObjectNode of(ModelPackage model, ExecutionProvider provider, int threads, Duration perStage) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("benchmark", "inference");
        node.putObject("model")
                .put("name", model.manifest().name())
                .put("version", model.manifest().version())
                .put("sha256", model.sha256())
                .put("draws", model.manifest().latents().draws());
        node.put("engine_version", EngineVersion.current());
        node.put("execution_provider", provider.key());
        node.put("threads", threads);
        node.put("seconds_per_measurement", perStage.toMillis() / 1e3);
        node.putObject("machine")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("architecture", System.getProperty("os.arch"))
                .put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", Runtime.version().toString())
                .put(
                        "load_average",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return node;
    }
}
