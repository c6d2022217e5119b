package org.starflow.worker.http;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.starflow.worker.service.WorkerService;

/** Up once the engine is open, warm and self-tested, the producer initialised and the broker polled. */
@Readiness
public class PipelineReadiness implements HealthCheck {
    private final WorkerService worker;

    PipelineReadiness(WorkerService worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("worker");
        worker.model()
                .ifPresent(model ->
                        response.withData("model", model.getName()).withData("modelVersion", model.getVersion()));
        return response.status(worker.ready()).build();
    }
}
