package org.starflow.worker.cli;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class CommandLineTest {
    @Test
    void optionsAreSettings() {
        // When
        var line = CommandLine.parse("--execution-provider", "cuda", "--model=/models/lte");

        // Then
        assertThat(line.message()).isEmpty();
        assertThat(line.properties())
                .isEqualTo(
                        Map.of("starflow.worker.execution-provider", "cuda", "starflow.model.package", "/models/lte"));
    }

    @Test
    void helpIsNoError() {
        // When
        var line = CommandLine.parse("--help");

        // Then
        assertThat(line.message().orElseThrow()).contains("Usage").contains("Exit codes");
        assertThat(line.usageError()).isFalse();
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThat(CommandLine.parse("--gpu").message().orElseThrow()).startsWith("Unknown option: --gpu");
        assertThat(CommandLine.parse("--model").message().orElseThrow()).startsWith("No value for --model");
        assertThat(CommandLine.parse("--gpu").usageError()).isTrue();
    }
}
