package org.starflow.producer.cli;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.schemas.ResultColumns;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class CommandsTest {
    private static final Path TINY_PACKAGE = Path.of("../model/src/test/resources/tiny-package");
    /** Nobody listens there. */
    private static final Map<String, Object> NO_BROKER = Map.of(
            "bootstrap.servers", "127.0.0.1:9",
            "default.api.timeout.ms", 1500,
            "request.timeout.ms", 1000);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Models models;

    @BeforeEach
    void open() {
        models = new Models(TINY_PACKAGE.toString(), Optional.empty());
    }

    @AfterEach
    void close() {
        models.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"send", "watch", "simulate", "replay", "infer"})
    void everyCommandExplainsItselfAndItsExitCodes(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: starflow " + command).contains("Exit codes:");
    }

    @Test
    void aWrongCommandLineEndsWith2() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("send")).isEqualTo(ExitCode.USAGE);
        assertThat(run("infer", "--nonsense", "x")).isEqualTo(ExitCode.USAGE);
        assertThat(run("simulate", "--snr", "high")).isEqualTo(ExitCode.USAGE);
        assertThat(run("watch", folder.resolve("no-folder").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(run("replay", "--from-topic", "--since", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("expected S/N as VALUE or FROM-TO, found high");
    }

    @Test
    void aMissingModelPackageEndsWith3() {
        // Given
        models = new Models(folder.resolve("nothing").toString(), Optional.empty());

        // When
        int code = run("infer", "x.fits");

        // Then
        assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString()).contains("No model package at").doesNotContain("Exception");
    }

    @Test
    void aMissingBrokerEndsWith3() {
        // When
        int code = run("send", "--journal", folder.resolve("j.tsv").toString(), "x.fits");

        // Then
        assertThat(code).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString())
                .contains("No Kafka broker answers at 127.0.0.1:9")
                .doesNotContain("Exception");
    }

    @Test
    void simulatedFilesGoThroughInferAndADryRunOfSend() throws Exception {
        // Given
        Path files = folder.resolve("files");
        Path truth = folder.resolve("truth.csv");
        Path results = folder.resolve("results.csv");
        Path samples = folder.resolve("samples.csv");
        Path report = folder.resolve("report.csv");

        // When
        int simulated = run(
                "simulate",
                "--count",
                "2",
                "--seed",
                "4",
                "--snr",
                "100",
                "--gzip",
                "--output-dir",
                files.toString(),
                "--truth",
                truth.toString());
        Files.writeString(files.resolve("broken.fits"), "broken");
        int inferred = run(
                "infer",
                "--format",
                "csv",
                "--output",
                results.toString(),
                "--samples",
                samples.toString(),
                files.toString());
        int checked = run("send", "--dry-run", "--report", report.toString(), files.toString());

        // Then
        assertThat(simulated).isEqualTo(ExitCode.OK);
        assertThat(Files.readAllLines(truth)).hasSize(3).first().asString().startsWith("spectrum_id,snr,teff,logg,");
        assertThat(inferred).as("one file is broken").isEqualTo(ExitCode.SOME_FAILED);
        List<String> rows = Files.readAllLines(results);
        assertThat(rows).hasSize(3);
        assertThat(rows.getFirst()).isEqualTo(String.join(",", ResultColumns.all()));
        assertThat(rows.get(1)).startsWith("sim-4-0,sim-4-0,100.0,");
        assertThat(Files.readAllLines(samples).getFirst()).startsWith("spectrum_id,teff,logg,");
        assertThat(checked).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(Files.readString(report)).contains("CHECKED,sim-4-0").contains("broken.fits,REFUSED");
    }

    @Test
    void writesTablesAndJsonForReading() throws Exception {
        // Given
        Path files = folder.resolve("files");
        Path table = folder.resolve("t.txt");
        Path json = folder.resolve("t.json");
        run("simulate", "--count", "1", "--shape", "image", "--output-dir", files.toString());

        // When
        int asTable = run("infer", "--output", table.toString(), files.toString());
        int asJson = run("infer", "--format", "json", "--output", json.toString(), files.toString());

        // Then
        assertThat(asTable).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(table))
                .contains("sim-1-0")
                .contains("f_reject")
                .contains("flags: ");
        assertThat(asJson).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(json))
                .startsWith("[\n{\"spectrum_id\":\"sim-1-0\"")
                .contains("\"reduction\":{")
                .endsWith("}\n]\n");
    }

    private int run(String... arguments) {
        CommandLine line = CommandLines.configure(new CommandLine(new StarflowProducer(), new Factory()));
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    /** Makes commands as CDI would. */
    private final class Factory implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                Object[] parts = Arrays.stream(constructor.getParameters())
                        .map(Parameter::getType)
                        .map(part -> part == Models.class
                                ? models
                                : part == KafkaProperties.class ? new KafkaProperties(NO_BROKER) : null)
                        .toArray();
                if (parts.length > 0 && Arrays.stream(parts).allMatch(p -> p != null)) {
                    return type.cast(constructor.newInstance(parts));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
