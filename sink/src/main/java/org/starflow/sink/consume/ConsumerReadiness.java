package org.starflow.sink.consume;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the sink reads and stores; when not, the reason is in the data. */
@Readiness
@ApplicationScoped
public class ConsumerReadiness implements HealthCheck {
    private final SinkState state;

    /** @param state what the consumer is doing */
    public ConsumerReadiness(SinkState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        var view = state.view();
        boolean consuming = view.phase() == SinkState.Phase.CONSUMING;
        String reason = consuming
                ? "The broker is away; records wait in their topics."
                : view.reason().orElse("");
        boolean ready = consuming && view.brokerConnected();
        var response = HealthCheckResponse.named("sink consumer")
                .status(ready)
                .withData("phase", view.phase().name())
                .withData("since", view.since().toString())
                .withData("lag", view.lag());
        return ready ? response.build() : response.withData("reason", reason).build();
    }
}
