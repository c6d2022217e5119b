package org.starflow.model.bench;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.model.runtime.ExecutionProvider;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InferenceBenchmarkTest {
    @Test
    void reportHasEveryStageABaselineAndRatios() {
        // Given
        var benchmark = new InferenceBenchmark(ModelPackage.load(TestPackages.tiny()), ExecutionProvider.CPU, 1);

        // When
        JsonNode report = benchmark.run(List.of(1, 4), Duration.ofMillis(50));

        // Then
        double baseline = report.at("/baseline/wall_ms").asDouble();
        assertThat(baseline).isPositive();
        assertThat(report.get("stages").fieldNames())
                .toIterable()
                .containsExactly("decode", "project", "network", "summaries", "resimulation");
        assertThat(report.get("stages"))
                .allSatisfy(
                        stage -> assertThat(stage.get("per_second").asDouble()).isPositive());
        assertThat(report.get("batches"))
                .hasSize(2)
                .allSatisfy(batch -> assertThat(batch.get("ratio_to_baseline").asDouble())
                        .isEqualTo(baseline / batch.get("wall_ms").asDouble()));
        assertThat(report.at("/condition_per_sample/wall_ms").asDouble()).isPositive();
        assertThat(report.at("/model/sha256").asText()).hasSize(64);
    }
}
