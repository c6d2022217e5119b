package org.starflow.sink.api;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.subscription.Cancellable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.broker.Broker;
import org.starflow.sink.console.ConsoleMonitor;
import org.starflow.sink.console.ConsoleViews;
import org.starflow.sink.consume.SinkState;
import org.starflow.sink.dependency.Dependencies;
import org.starflow.sink.problem.ProblemException;
import org.starflow.sink.store.Database;
import org.starflow.sink.stream.StreamState;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConsoleResourceTest {
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", "127.0.0.1:1");

    private final SinkConfig config = config();
    // Never started: nothing is asked of anybody.
    private final ConsoleMonitor monitor = new ConsoleMonitor(
            config,
            new SinkState(),
            new StreamState(),
            new Dependencies(new SimpleMeterRegistry()),
            new Broker(KAFKA),
            new Database(null, null));
    private final ConsoleResource resource = new ConsoleResource(monitor, config);

    @Test
    void eventsComeAgainAndAgain() {
        // Given
        List<ConsoleViews.State> seen = new CopyOnWriteArrayList<>();

        // When
        var listening = resource.events().subscribe().with(seen::add);

        // Then
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> seen.size() >= 3);
        listening.cancel();
        assertThat(seen.getFirst().dependencies())
                .extracting(ConsoleViews.Dependency::name)
                .containsExactlyInAnyOrder("broker", "registry", "database");
        assertThat(seen.getFirst().sink().state()).isEqualTo("starting");
    }

    @Test
    void tooManyPagesAreRefusedUntilOneCloses() {
        // Given
        var listening = new ArrayList<Cancellable>();
        for (int i = 0; i < ConsoleResource.MOST_LISTENERS; i++) {
            listening.add(resource.events().subscribe().with(_ -> {}));
        }

        // Then
        assertThatThrownBy(resource::events)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("100 pages listen already");

        // When
        listening.removeFirst().cancel();

        // Then
        listening.add(resource.events().subscribe().with(_ -> {}));
        listening.forEach(Cancellable::cancel);
    }

    private static SinkConfig config() {
        return settings(SinkConfig.class);
    }

    /** Settings that have nothing but an interval and a prefix. */
    private static <T> T settings(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> switch (method.getName()) {
                    case "stream" -> settings(SinkConfig.Stream.class);
                    case "interval" -> Duration.ofMillis(20);
                    case "workerGroupPrefix" -> "starflow-worker-";
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }
}
