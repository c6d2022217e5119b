package org.starflow.it.monitoring;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.starflow.it.support.ProgramRun;
import org.starflow.it.support.Project;
import org.starflow.local.monitor.Programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Dashboards and alerts say what they mean and what to do, and the alerts do what their tests say. */
class MonitoringFilesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    static Stream<Dashboards.Panel> panels() {
        return Dashboards.panels().stream();
    }

    static Stream<AlertRules.Rule> alerts() {
        return AlertRules.alerts().stream();
    }

    static Stream<Path> dashboards() {
        return Dashboards.files().stream();
    }

    @Test
    void theFourDashboardsAreThere() {
        assertThat(Dashboards.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("inference.json", "nothing-lost.json", "science-quality.json", "stream.json");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap(Path file) {
        // Given
        var board = Dashboards.read(file);
        var ids = new ArrayList<Integer>();
        var cells = new ArrayList<String>();

        // When
        board.path("panels").forEach(panel -> {
            ids.add(panel.path("id").asInt());
            var place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    cells.add((place.path("x").asInt() + x) + "/"
                            + (place.path("y").asInt() + y));
                }
            }
        });

        // Then
        assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
        assertThat(cells).doesNotHaveDuplicates();
        assertThat(board.path("uid").asText()).startsWith("starflow-");
        assertThat(board.path("description").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void everyPanelHasAUnitADescriptionAndSaysWhatToDo(Dashboards.Panel panel) {
        assertThat(panel.title()).isNotEmpty();
        assertThat(panel.json().at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
        assertThat(panel.json().path("description").asText().split("\n\nWhat to do: "))
                .hasSize(2)
                .allSatisfy(part -> assertThat(part).hasSizeGreaterThan(20).endsWith("."));
        assertThat(panel.queries())
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void everyAlertHasItsSectionThatSaysWhatItMeansWhatToLookAtAndWhatToDo(AlertRules.Rule alert) throws IOException {
        // Given
        String page = Files.readString(Project.root().resolve("docs/operations.md"));
        String alerts = page.substring(page.indexOf("\n## Alerts\n"));

        // When
        String heading = "\n### " + alert.alert() + "\n";
        assertThat(alerts).contains(heading);
        String section =
                alerts.substring(alerts.indexOf(heading) + heading.length()).split("\n##", 2)[0];

        // Then
        assertThat(section).contains("**Means.**").contains("**Look at.**").contains("**Do.**");
        assertThat(alert.annotation("runbook_url"))
                .isEqualTo("docs/operations.md#" + alert.alert().toLowerCase(Locale.ROOT));
        assertThat(alert.annotation("summary")).isNotEmpty();
        assertThat(alert.severity()).isIn("page", "ticket", "none");
    }

    @Test
    void everyAlertIsTested() throws IOException {
        // Given
        var tests = new StringBuilder();
        for (Path file : AlertRules.tests()) {
            tests.append(Files.readString(file));
        }

        // Then
        assertThat(AlertRules.alerts())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests.toString()).contains(alert.alert()));
    }

    @Test
    void theRulesAreValidAndDoWhatTheirTestsSay() {
        // Given
        var promtool = Programs.find("promtool");
        String reason = "Skipped: promtool is not on the PATH. Install it with: apt-get install prometheus";
        if (promtool.isEmpty()) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(promtool.isPresent(), reason);

        // When
        var check = run(promtool.orElseThrow(), List.of("check", "rules"), AlertRules.files());
        var test = run(promtool.orElseThrow(), List.of("test", "rules"), AlertRules.tests());

        // Then
        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(test.exitCode()).as(test.out() + test.err()).isZero();
    }

    private ProgramRun run(Path promtool, List<String> command, List<Path> files) {
        var words = new ArrayList<String>();
        words.add(promtool.toString());
        words.addAll(command);
        files.forEach(file -> words.add(file.toString()));
        return ProgramRun.of(words, Map.of(), folder, folder, "promtool", PATIENCE);
    }
}
