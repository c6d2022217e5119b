package org.starflow.it.chaos;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.starflow.it.support.Project;
import org.starflow.local.chaos.ChaosOptions;
import org.starflow.local.chaos.ChaosReport;
import org.starflow.local.chaos.ChaosRun;
import org.starflow.local.chaos.FaultKind;
import org.starflow.local.chaos.FaultRecord;
import org.starflow.local.chaos.Invariant;
import org.starflow.local.chaos.ReportText;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A short schedule of the faults that {@code ./starflow chaos} does for as long as one likes; another one with
 * {@code -Dstarflow.it.chaos.seed}. What fails is told with the command that does it again.
 */
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class ChaosIT {
    private static final Set<FaultKind> KINDS = EnumSet.of(
            FaultKind.WORKER_KILL_AT_COMMIT,
            FaultKind.WORKER_COMMIT_ANSWER_LOST,
            FaultKind.WORKER_ZOMBIE,
            FaultKind.SINK_KILL,
            FaultKind.DATABASE_CONNECTION_LOST,
            FaultKind.BROKER_KILL,
            FaultKind.PRODUCER_KILL_AT_SEND,
            FaultKind.POISON_BURST,
            FaultKind.CLOCK_JUMP);
    /** Every third step has two faults: each kind comes once, where the machine is fast enough. */
    private static final int STEPS = 7;

    private static final Duration LENGTH = Duration.ofSeconds(100);

    private static final long SEED = Long.getLong("starflow.it.chaos.seed", 20261126);

    @Test
    @DisabledIfSystemProperty(
            named = "starflow.it.stack",
            matches = "containers",
            disabledReason = "faults are done to processes of the embedded stack")
    void everySpectrumHasItsOneOutcomeWhateverBreaks() throws Exception {
        // Given
        var home = Project.work().resolve("chaos-" + System.currentTimeMillis());
        var options = new ChaosOptions(
                SEED,
                LENGTH,
                STEPS,
                KINDS,
                10,
                24,
                new ChaosOptions.Programs(
                        Project.serviceJar("producer"), Project.serviceJar("worker"), Project.serviceJar("sink")),
                Project.tinyPackage(),
                home,
                home.resolve("report"));

        // When
        ChaosReport report = new ChaosRun(options, text -> {}).run();

        // Then
        assertThat(report.faults()).filteredOn(FaultRecord::isDone).hasSizeGreaterThan(1);
        assertThat(report.invariants())
                .as(() -> ReportText.of(report))
                .isNotEmpty()
                .allMatch(Invariant::holds);
    }
}
