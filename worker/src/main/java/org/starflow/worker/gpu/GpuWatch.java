package org.starflow.worker.gpu;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.worker.WorkerConfig;
import org.starflow.worker.WorkerMetrics;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Memory and use of the GPUs as metrics, where there are GPUs; without one there is no metric of them. */
@ApplicationScoped
public class GpuWatch {
    private static final Logger LOG = LoggerFactory.getLogger(GpuWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final String program;
    private final MeterRegistry registry;
    private final Map<String, GpuReading> readings = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofVirtual().name("gpu-watch").unstarted(this::watch);

    GpuWatch(WorkerConfig config, MeterRegistry registry) {
        this.program = config.gpuProbe();
        this.registry = registry;
    }

    void onStart(@Observes StartupEvent event) {
        if (!program.equals("none")) {
            thread.start();
        }
    }

    void onStop(@Observes ShutdownEvent event) {
        thread.interrupt();
    }

    private void watch() {
        var smi = new NvidiaSmi(program, Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")), LIMIT);
        try {
            while (true) {
                Thread.sleep(look(smi) ? EVERY : AFTER_FAILURE);
            }
        } catch (InterruptedException e) {
            LOG.atDebug().log("No longer watching GPUs");
        }
    }

    private boolean look(NvidiaSmi smi) throws InterruptedException {
        try {
            show(smi.read());
            return true;
        } catch (IOException e) {
            // Most machines have no GPU, and so no such program.
            LOG.atDebug()
                    .addKeyValue("program", program)
                    .addKeyValue("reason", e.getMessage())
                    .log("No GPU answers");
            readings.replaceAll((gpu, before) -> new GpuReading(gpu, Double.NaN, Double.NaN, Double.NaN));
            return false;
        }
    }

    private void show(List<GpuReading> now) {
        for (GpuReading reading : now) {
            if (readings.put(reading.gpu(), reading) == null) {
                register(reading.gpu());
            }
        }
    }

    private void register(String gpu) {
        gauge(
                WorkerMetrics.GPU_MEMORY_USED,
                "Memory of a GPU in use by all processes; absent without a GPU [bytes]",
                "bytes",
                gpu,
                GpuReading::usedBytes);
        gauge(
                WorkerMetrics.GPU_MEMORY,
                "Memory of a GPU; absent without a GPU [bytes]",
                "bytes",
                gpu,
                GpuReading::totalBytes);
        gauge(
                WorkerMetrics.GPU_UTILIZATION,
                "Share of the time in which a GPU computed, 0 to 1; absent without a GPU [ratio]",
                "ratio",
                gpu,
                GpuReading::utilization);
    }

    private void gauge(String name, String help, String unit, String gpu, ToDoubleFunction<GpuReading> value) {
        Gauge.builder(name, () -> value.applyAsDouble(readings.get(gpu)))
                .description(help)
                .baseUnit(unit)
                .tag(WorkerMetrics.GPU, gpu)
                .register(registry);
    }
}
