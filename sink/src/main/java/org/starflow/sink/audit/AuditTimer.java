package org.starflow.sink.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.sink.SinkConfig;
import org.starflow.sink.SinkMetrics;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Audits by itself, so that a difference is seen without anybody asking. */
@ApplicationScoped
public class AuditTimer {
    private static final Logger LOGGER = LoggerFactory.getLogger(AuditTimer.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final int EXAMPLES = 1;

    private final AuditService service;
    private final Duration interval;
    private final ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("audit-timer").daemon().factory());
    private volatile long doneNanos;
    private volatile boolean done;

    /** Injected by the container. */
    public AuditTimer(AuditService service, SinkConfig config, MeterRegistry registry) {
        this.service = service;
        this.interval = config.auditInterval();
        Gauge.builder(SinkMetrics.AUDIT_AGE, this::ageSeconds)
                .description("Since the ledger was last audited by itself; NaN before the first time [s]")
                .baseUnit("seconds")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        if (interval.isPositive()) {
            Duration first = interval.compareTo(FIRST) < 0 ? interval : FIRST;
            threads.scheduleWithFixedDelay(this::run, first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    private void run() {
        try {
            service.audit(new ModelChoice(Optional.empty(), Optional.empty()), EXAMPLES);
            doneNanos = System.nanoTime();
            done = true;
        } catch (SQLException | RuntimeException e) {
            // Whatever it is, the next time may work; that there was no audit shows in its age.
            LOGGER.atInfo().addKeyValue("reason", e.getMessage()).log("No audit this time");
        }
    }

    private double ageSeconds() {
        return done ? (System.nanoTime() - doneNanos) / 1e9 : Double.NaN;
    }
}
