package org.starflow.local.chaos;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does the faults of a step, side by side, and waits for the recovery from each. */
final class FaultRunner {

    private static final Logger LOGGER = LoggerFactory.getLogger(FaultRunner.class);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Faults faults;
    private final RecoveryProbe probe;
    private final Consumer<String> progress;

    FaultRunner(Faults faults, RecoveryProbe probe, Consumer<String> progress) {
        this.faults = faults;
        this.probe = probe;
        this.progress = progress;
    }

    List<FaultRecord> run(List<Planned> step) throws InterruptedException {
        try (var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("chaos-fault-", 0).factory())) {
            List<Future<FaultRecord>> running = step.stream()
                    .map(planned -> threads.submit(() -> run(planned)))
                    .toList();
            var records = new ArrayList<FaultRecord>();
            for (Future<FaultRecord> record : running) {
                records.add(record.get());
            }
            return records;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private FaultRecord run(Planned planned) throws InterruptedException {
        Thread.sleep(planned.pause());
        progress.accept("step " + planned.step() + ": " + planned.kind().label());
        Instant begun = Instant.now();
        FaultRecord record = perform(planned, begun);
        if (!record.isDone()) {
            return record;
        }
        Duration recovery = probe.await(record.ended(), PATIENCE);
        return recovery == null
                ? new FaultRecord(
                        planned,
                        begun,
                        record.ended(),
                        record.hit(),
                        null,
                        "no spectrum sent after it is in the database of every partition after " + PATIENCE.toMinutes()
                                + " minutes",
                        false)
                : record.recovered(recovery);
    }

    private FaultRecord perform(Planned planned, Instant begun) throws InterruptedException {
        String hit = "";
        try {
            Fault fault = faults.of(planned);
            hit = fault.inject();
            if (fault.lasts()) {
                try {
                    Thread.sleep(planned.hold());
                } finally {
                    String seen = fault.heal();
                    hit = seen.isEmpty() ? hit : hit + ", " + seen;
                }
            }
            return new FaultRecord(planned, begun, Instant.now(), hit, null, "", false);
        } catch (SkippedFault e) {
            return new FaultRecord(planned, begun, Instant.now(), hit, null, e.getMessage(), true);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // whatever it is, it belongs into the report
            LOGGER.atWarn()
                    .addKeyValue("fault", planned.line())
                    .setCause(e)
                    .log("A fault could not be done as planned");
            return new FaultRecord(planned, begun, Instant.now(), hit, null, e.toString(), false);
        }
    }
}
