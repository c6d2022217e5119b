package org.starflow.local.chaos;

import org.starflow.local.process.Http;
import org.starflow.local.process.ServiceProcess;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/** Workers that cannot work: they must end by themselves, with a reason, and lose nothing. */
final class BrokenWorkers {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Enough to start, too little to work. */
    private static final String TINY_HEAP = "-Xmx24m";

    private static final int LARGE_RECORDS = 24;
    /** Of {@code -XX:+ExitOnOutOfMemoryError}, and of a worker that cannot run as it is configured. */
    private static final int EXIT_CODE = 3;

    private BrokenWorkers() {}

    /** Starts with too small a heap, and gets records that do not fit into it. */
    static Fault outOfMemory(Fleet fleet, Feeder feeder, Planned planned) {
        return Fault.moment(() -> {
            Member victim = fleet.choose(planned);
            String hit = victim.hit();
            ServiceProcess worker = victim.startOnce(spec -> spec.withJvmFlags(spec.jvmFlags().stream()
                    .map(f -> f.startsWith("-Xmx") ? TINY_HEAP : f)
                    .toList()));
            String seen = awaitEnd(worker, victim, "OutOfMemoryError", () -> feeder.enlarge(LARGE_RECORDS));
            victim.start();
            return hit + " with " + TINY_HEAP + ": " + seen;
        });
    }

    static Fault corruptModel(Fleet fleet, ModelCopies models, Planned planned) {
        return Fault.moment(() -> {
            Member victim = fleet.choose(planned);
            String hit = victim.hit();
            Path damaged = models.damaged(planned.choose("byte", 50_000));
            ServiceProcess worker = victim.startOnce(spec -> {
                var environment = new HashMap<>(spec.environment());
                environment.put("STARFLOW_MODEL_PACKAGE", damaged.toString());
                return spec.withEnvironment(environment);
            });
            String seen = awaitEnd(worker, victim, ModelCopies.damagedFile(), () -> {});
            victim.start();
            return hit + ": " + seen;
        });
    }

    private static String awaitEnd(ServiceProcess worker, Member victim, String reason, Runnable whenReady)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        boolean ready = false;
        while (worker.isRunning()) {
            if (Instant.now().isAfter(deadline)) {
                worker.kill();
                throw new IOException(worker.name() + " limps: it had to end by itself within " + PATIENCE.toMinutes()
                        + " minutes, log " + victim.log());
            }
            if (!ready && isReady(worker)) {
                ready = true;
                whenReady.run();
            }
            worker.awaitExit(Duration.ofMillis(250));
        }
        String log = worker.logTail(400);
        var wrong = List.of(
                worker.exitCode() == EXIT_CODE
                        ? ""
                        : "exit code " + worker.exitCode() + ", expected " + EXIT_CODE + "; ",
                log.contains(reason) ? "" : "the log does not name " + reason + "; ");
        String faults = String.join("", wrong);
        if (!faults.isEmpty()) {
            throw new IOException(worker.name() + ": " + faults + "log " + victim.log());
        }
        return "ended by itself with exit code " + EXIT_CODE + (ready ? " after it had been ready" : ", never ready");
    }

    private static boolean isReady(ServiceProcess worker) throws InterruptedException {
        try {
            return Http.status(worker.url("/q/health/ready")) == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
