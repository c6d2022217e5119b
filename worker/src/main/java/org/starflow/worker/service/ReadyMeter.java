package org.starflow.worker.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.starflow.worker.WorkerMetrics;

/** Readiness as a metric: there from the first scrape on, also while the model is still being loaded. */
@ApplicationScoped
public class ReadyMeter {
    private final WorkerService worker;
    private final MeterRegistry registry;

    ReadyMeter(WorkerService worker, MeterRegistry registry) {
        this.worker = worker;
        this.registry = registry;
    }

    void onStart(@Observes StartupEvent event) {
        Gauge.builder(WorkerMetrics.READY, worker, w -> w.ready() ? 1 : 0)
                .description("1 while the worker is ready: model loaded, warm, tested, broker polled; else 0 [1]")
                .register(registry);
    }
}
