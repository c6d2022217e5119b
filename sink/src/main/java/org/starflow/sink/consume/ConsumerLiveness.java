package org.starflow.sink.consume;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

import java.time.Duration;
import java.time.Instant;

/** Alive while the consumer's thread lives. A database or broker that is away is no reason for a restart. */
@Liveness
@ApplicationScoped
public class ConsumerLiveness implements HealthCheck {
    private final SinkConsumer consumer;
    private final SinkState state;

    /**
     * @param consumer whose thread must live
     * @param state for the time of its last turn
     */
    public ConsumerLiveness(SinkConsumer consumer, SinkState state) {
        this.consumer = consumer;
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("sink consumer thread")
                .status(consumer.alive())
                .withData(
                        "seconds_since_last_turn",
                        Duration.between(state.view().lastTurn(), Instant.now()).toSeconds())
                .build();
    }
}
