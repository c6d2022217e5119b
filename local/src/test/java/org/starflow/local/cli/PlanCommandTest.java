package org.starflow.local.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class PlanCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void ratesOfAPipelineBenchmarkAreThoseOfOneWorker() throws IOException {
        // Given
        Path bench = file("""
                {"pipeline": {"workers": 2, "threads": 4, "spectra_per_second": 40.0}}""");

        // When
        int exitCode = execute("plan", "--spectra", "3600000", "--hours", "10", "--measured", bench.toString());

        // Then
        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("20.00 spectra/s a worker (" + bench + ": the whole pipeline, 2 workers of 4 threads)")
                .containsPattern("for 10 h 0 min +5\\n")
                .contains("Assumed")
                .doesNotContain("not yours");
    }

    @Test
    void theBestBatchOfAnInferenceBenchmarkCountsAndTheBoundIsNamed() throws IOException {
        // Given
        Path bench = file("""
                {"batches": [{"batch": 8, "per_second": 30.0}, {"batch": 32, "per_second": 50.0}]}""");

        // When
        execute("plan", "--spectra", "100", "--measured", bench.toString());

        // Then
        assertThat(out.toString()).contains("50.00 spectra/s").contains("the engine alone in batches of 32");
    }

    @Test
    void withoutAMeasurementItSaysWhereItsFiguresAreFrom() {
        // When
        int exitCode = execute("plan", "--spectra", "4000000");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString())
                .contains("spectra/s a worker (")
                .contains("not yours: ./starflow bench pipeline")
                .doesNotContain(" 0.0 GB", "NaN", "Infinity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"pipeline\": {\"workers\": 1, \"spectra_per_second\": 0}}", "[1]"})
    void aFileWithoutARateIsRefusedAndNoRateIsInvented(String content) throws IOException {
        // When
        int exitCode =
                execute("plan", "--spectra", "10", "--measured", file(content).toString());

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--measured: expected the JSON of ./starflow bench pipeline");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plan", "plan --spectra 0", "plan --spectra 5 --hours 0", "plan --spectra 5 --measured none"})
    void wrongValuesAreWrongUsage(String command) {
        assertThat(execute(command.split(" "))).isEqualTo(ExitCode.USAGE);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("bench.json"), content);
    }

    private int execute(String... arguments) {
        CommandLine command = Starflow.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
