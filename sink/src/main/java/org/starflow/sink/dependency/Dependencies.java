package org.starflow.sink.dependency;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.starflow.sink.SinkMetrics;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Since when each dependency answers, or does not. Told by whoever has just tried. */
@ApplicationScoped
public class Dependencies {
    private final InstantSource clock;
    private final Map<Dependency, DependencyState> states = new EnumMap<>(Dependency.class);

    /** @param registry where the states are shown */
    @Inject
    public Dependencies(MeterRegistry registry) {
        this(registry, InstantSource.system());
    }

    Dependencies(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        for (Dependency dependency : Dependency.values()) {
            states.put(dependency, new DependencyState(dependency, true, clock.instant(), null));
            Gauge.builder(SinkMetrics.DEPENDENCY_UP, () -> state(dependency).reachable() ? 1 : 0)
                    .description("1 while the dependency answers the sink, else 0 [1]")
                    .tag("dependency", dependency.key())
                    .register(registry);
        }
    }

    /** It has answered. */
    public synchronized DependencyState works(Dependency dependency) {
        return states.computeIfPresent(
                dependency,
                (d, before) -> before.reachable() ? before : new DependencyState(d, true, clock.instant(), null));
    }

    /** It has not answered. */
    public synchronized DependencyState fails(Dependency dependency, String cause) {
        return states.computeIfPresent(dependency, (d, before) -> {
            Instant since = before.reachable() ? clock.instant() : before.since();
            return new DependencyState(d, false, since, firstLine(cause));
        });
    }

    /** What is known of it. */
    public synchronized DependencyState state(Dependency dependency) {
        return states.get(dependency);
    }

    /** What is known of all. */
    public synchronized List<DependencyState> all() {
        return List.copyOf(states.values());
    }

    private static String firstLine(String cause) {
        return cause == null || cause.isBlank()
                ? "no reason given"
                : cause.lines().findFirst().orElseThrow();
    }
}
