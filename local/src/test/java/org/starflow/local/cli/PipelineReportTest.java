package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PipelineReportTest {

    @TempDir
    private Path folder;

    @Test
    void ratesAreComparedWithTheEngineAlone() throws Exception {
        // Given
        StringWriter out = new StringWriter();

        // When
        report().print(new PrintWriter(out));

        // Then
        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "what|spectra/s|ratio",
                        "engine, one by one, one thread|20.00|1.00",
                        "engine, batches of 16, 2 threads|50.00|2.50",
                        "pipeline, 1 × 2 threads|40.00|2.00");
    }

    @Test
    void figuresAreWrittenWithTheReportOfTheEngine() throws Exception {
        // Given
        Path file = folder.resolve("pipeline.json");

        // When
        report().write(file);

        // Then
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.at("/pipeline/spectra_per_second").asDouble()).isEqualTo(40, within(1e-9));
        assertThat(json.at("/engine/baseline/per_second").asDouble()).isEqualTo(20, within(1e-9));
    }

    @Test
    void aReportOfAnotherLayoutIsRefused() {
        // Given
        PipelineReport report =
                new PipelineReport(1, 1, 1, Duration.ofSeconds(1), JsonNodeFactory.instance.objectNode());

        // When / Then
        assertThatThrownBy(report::singleRate)
                .isInstanceOf(CliException.class)
                .hasMessageContaining("/baseline/per_second");
    }

    private static PipelineReport report() throws Exception {
        JsonNode engine = new ObjectMapper().readTree("""
                {"baseline": {"per_second": 20.0}, "batches": [{"batch": 16, "per_second": 50.0}]}""");
        return new PipelineReport(1, 2, 400, Duration.ofSeconds(10), engine);
    }
}
