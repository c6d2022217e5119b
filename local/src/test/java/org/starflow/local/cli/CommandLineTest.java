package org.starflow.local.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void noCommandIsWrongUsageAndShowsTheHelp() {
        // When
        int exitCode = execute();

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Missing command").contains("demo").contains("audit");
    }

    @Test
    void anUnknownCommandIsWrongUsageAndASimilarOneIsNamed() {
        // When
        int exitCode = execute("statu");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("status");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "results", "audit", "rejects list", "rejects show 0/1", "send x.fits", "watch d"})
    void withoutAStackOneSentenceSaysWhatToDo(String command) {
        // When
        int exitCode = execute((command + " --home " + folder).split(" "));

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString().strip())
                .isEqualTo("starflow: No stack runs on " + folder + ": start it with ./starflow up.");
    }

    @Test
    void downWithoutAStackIsDoneAtOnce() {
        // When
        int exitCode = execute("down", "--home", folder.toString());

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("No stack runs on " + folder);
    }

    @Test
    void logsOfAFolderThatNeverRanAreMissed() {
        // When
        int exitCode = execute("logs", "--home", folder.resolve("none").toString());

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("nothing was started there yet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up --workers 0", "up --workers many", "results --format xml", "rejects show 7"})
    void wrongValuesAreWrongUsage(String command) {
        // When
        int exitCode = execute((command + " --home " + folder).split(" "));

        // Then
        assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aMissingModelPackageIsNamed() {
        // When
        int exitCode = execute("up", "--model", folder.resolve("none").toString(), "--home", folder.toString());

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("No model package at " + folder.resolve("none"));
    }

    @Test
    void versionNamesEveryPart() {
        // When
        int exitCode = execute("version");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(out.toString().lines().map(line -> line.split(" ")[0]))
                .containsExactly("Starflow", "Java", "Kafka", "Apicurio", "PostgreSQL");
        assertThat(out.toString()).doesNotContain("${");
    }

    private int execute(String... arguments) {
        CommandLine command = Starflow.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
