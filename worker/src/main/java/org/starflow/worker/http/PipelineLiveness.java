package org.starflow.worker.http;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.starflow.worker.service.WorkerService;

/** Down when a stage is dead or stuck: a restart is the cure. */
@Liveness
public class PipelineLiveness implements HealthCheck {
    private final WorkerService worker;

    PipelineLiveness(WorkerService worker) {
        this.worker = worker;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("stages");
        worker.stalled().ifPresent(stage -> response.withData("stalled", stage));
        return response.status(worker.stalled().isEmpty()).build();
    }
}
