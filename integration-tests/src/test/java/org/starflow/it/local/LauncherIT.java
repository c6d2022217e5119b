package org.starflow.it.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.it.support.ProgramRun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** An operator's day with {@code ./starflow}: up, spectra, results, a crash, down. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {

    private static final int STARS = 12;

    private Launcher starflow;
    private ProgramRun up;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        starflow = Launcher.in(folder);
        up = starflow.run("up");
    }

    @AfterAll
    void stop() {
        starflow.run("down");
    }

    @Test
    @Order(1)
    void upLeavesEverythingReady() {
        // When
        ProgramRun status = starflow.run("status");

        // Then
        assertThat(up.exitCode()).as(up.err()).isZero();
        assertThat(up.out()).contains("Kafka").contains("Schema registry").contains("PostgreSQL");
        assertThat(status.exitCode()).as(status.out() + status.err()).isZero();
        assertThat(status.out()).containsPattern("sink +ready").containsPattern("worker-1 +ready");
        assertThat(status.out()).contains("Database: 0 results, 0 rejects");
    }

    @Test
    @Order(2)
    void secondUpIsRefusedAndNamesWhatRuns() {
        // When
        ProgramRun second = starflow.run("up");

        // Then
        assertThat(second.exitCode()).isEqualTo(3);
        assertThat(second.err())
                .contains("already runs")
                .containsPattern("kafka with pid \\d+")
                .contains("down");
    }

    @Test
    @Order(3)
    void simulatedSpectraAreAllInferredOnce() throws Exception {
        // Given
        Path truth = starflow.folder().resolve("truth.csv");

        // When
        ProgramRun simulate = starflow.run("simulate", "--count", Integer.toString(STARS), "--truth", truth.toString());
        ProgramRun audit = starflow.run("audit", "--wait", "300");

        // Then
        assertThat(simulate.exitCode()).as(simulate.err()).isZero();
        assertThat(Files.readAllLines(truth)).hasSize(STARS + 1);
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
        assertThat(audit.out()).containsPattern("all +" + STARS + " +" + STARS + " +0 +0 +0 +0 +0");
    }

    @Test
    @Order(4)
    void resultsComeInThreeFormats() throws Exception {
        // Given
        Path csv = starflow.folder().resolve("results.csv");

        // When
        ProgramRun toFile = starflow.run("results", "--format", "csv", "--output", csv.toString());
        ProgramRun json = starflow.run("results", "--format", "json");
        ProgramRun table = starflow.run("results");

        // Then
        assertThat(toFile.exitCode()).as(toFile.err()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(STARS + 1);
        assertThat(lines.getFirst())
                .startsWith("spectrum_id,target_id,snr,flags,f_reject,chi2_reduced,teff_map,teff_mean,teff_std");
        JsonNode objects = new ObjectMapper().readTree(json.out());
        assertThat(objects).hasSize(STARS);
        assertThat(objects.get(0).get("teff_map").isNumber()
                        || objects.get(0).get("teff_map").isNull())
                .isTrue();
        assertThat(table.out().lines())
                .hasSize(STARS + 1)
                .first()
                .asString()
                .contains("teff")
                .contains("fe_h");
    }

    @Test
    @Order(5)
    void resultsCanBeLimitedToARange() {
        // When
        ProgramRun all = starflow.run("results", "--where", "snr=1..", "--format", "csv");
        ProgramRun none = starflow.run("results", "--where", "snr=100000..", "--format", "csv");
        ProgramRun typo = starflow.run("results", "--where", "tef=5000..");

        // Then
        assertThat(all.out().lines()).hasSize(STARS + 1);
        assertThat(none.out().lines()).hasSize(1);
        assertThat(typo.exitCode()).isEqualTo(2);
        assertThat(typo.err()).contains("tef_min");
    }

    @Test
    @Order(6)
    void aFileThatIsNoSpectrumIsReportedByName() throws Exception {
        // Given
        Path file = Files.writeString(starflow.folder().resolve("broken.fits"), "SIMPLE  = no spectrum");

        // When
        ProgramRun send = starflow.run("send", file.toString());

        // Then
        assertThat(send.exitCode()).isEqualTo(1);
        assertThat(send.err() + send.out()).contains("broken.fits");
    }

    @Test
    @Order(7)
    void nothingWasRejectedSoFarAndAMissingRejectIsSaidSo() {
        // When
        ProgramRun list = starflow.run("rejects", "list");
        ProgramRun show = starflow.run("rejects", "show", "0/0");

        // Then
        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.out()).contains("Nothing was rejected.");
        assertThat(show.exitCode()).isEqualTo(1);
        assertThat(show.err()).contains("no such reject");
    }

    @Test
    @Order(8)
    void statusNamesAKilledWorker() throws Exception {
        // Given
        ProcessHandle worker = process("worker-1");

        // When
        worker.destroyForcibly();
        worker.onExit().get();
        ProgramRun status = starflow.run("status");

        // Then
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).containsPattern("worker-1 +down").containsPattern("sink +ready");
    }

    @Test
    @Order(9)
    void downEndsEveryProcessAndALaterUpFindsTheResults() throws Exception {
        // Given
        List<ProcessHandle> processes = processes();

        // When
        ProgramRun down = starflow.run("down");

        // Then
        assertThat(down.exitCode()).as(down.err()).isZero();
        assertThat(processes).hasSizeGreaterThanOrEqualTo(4).noneMatch(ProcessHandle::isAlive);
        assertThat(starflow.run("status").exitCode()).isEqualTo(3);

        // When
        ProgramRun again = starflow.run("up");

        // Then
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(starflow.run("results", "--format", "csv").out().lines()).hasSize(STARS + 1);
        assertThat(starflow.run("audit").exitCode()).isZero();
    }

    private List<ProcessHandle> processes() throws IOException {
        JsonNode entries = state();
        return IntStream.range(0, entries.size())
                .mapToObj(index -> entries.get(index).at("/id/pid").asLong())
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    private ProcessHandle process(String name) throws IOException {
        for (JsonNode entry : state()) {
            if (entry.get("name").asText().equals(name)) {
                return ProcessHandle.of(entry.at("/id/pid").asLong()).orElseThrow();
            }
        }
        throw new AssertionError(name + " is not in stack.json");
    }

    private JsonNode state() throws IOException {
        return new ObjectMapper()
                .readTree(starflow.home().resolve("stack.json").toFile())
                .get("processes");
    }
}
