package org.starflow.worker.gpu;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class NvidiaSmiTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void memoryIsInBytesAndUtilizationAFraction() throws Exception {
        // Given
        var smi = smi("echo '0, 1024, 81559, 87'; echo '1, 3, 81559, [N/A]'", LIMIT);

        // When
        var readings = smi.read();

        // Then
        assertThat(readings).extracting(GpuReading::gpu).containsExactly("0", "1");
        assertThat(readings.getFirst().usedBytes()).isEqualTo(1024.0 * 1024 * 1024);
        assertThat(readings.getFirst().totalBytes()).isEqualTo(81559.0 * 1024 * 1024);
        assertThat(readings.getFirst().utilization()).isEqualTo(0.87, within(1e-9));
        assertThat(readings.getLast().utilization()).isNaN();
    }

    @Test
    void onlyTheGpusOfThisProcessAreAskedFor() throws Exception {
        // Given: a program that answers with what it was asked
        var smi = new NvidiaSmi(program("case \"$*\" in *--id=3*) echo '3, 1, 2, 3';; esac"), Optional.of("3"), LIMIT);

        // When / Then
        assertThat(smi.read()).extracting(GpuReading::gpu).containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"No devices were found", "", "0, many, 2, 3", "0; 1; 2; 3"})
    void whatIsNoReadingIsPassedOver(String line) throws Exception {
        assertThat(smi("echo '" + line + "'", LIMIT).read()).isEmpty();
    }

    @Test
    void aHangingProgramIsGivenUpAndTheReasonSaysSo() throws Exception {
        // Given
        var smi = smi("exec sleep 600", Duration.ofMillis(200));

        // When / Then
        assertThatThrownBy(smi::read).isInstanceOf(IOException.class).hasMessageContaining("200 ms");
    }

    @Test
    void aFailureNamesStatusAndFirstLine() throws Exception {
        assertThatThrownBy(smi("echo 'driver mismatch'; exit 18", LIMIT)::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("18")
                .hasMessageContaining("driver mismatch");
    }

    @Test
    void aMissingProgramIsAnIoException() {
        assertThatThrownBy(new NvidiaSmi(folder.resolve("none").toString(), Optional.empty(), LIMIT)::read)
                .isInstanceOf(IOException.class);
    }

    private NvidiaSmi smi(String script, Duration limit) throws IOException {
        return new NvidiaSmi(program(script), Optional.empty(), limit);
    }

    private String program(String script) throws IOException {
        Path file = folder.resolve("smi");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}
