package org.starflow.worker.service;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.worker.ExitCode;
import org.starflow.worker.TestConfig;
import org.starflow.worker.WorkerException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SettingsTest {
    @Test
    void defaultsAreThoseOfTheDocumentation() {
        // When
        var settings = Settings.of(TestConfig.of(Map.of()));

        // Then
        assertThat(settings.topic()).isEqualTo("starflow.spectra");
        assertThat(settings.batchSize()).isEqualTo(16);
        assertThat(settings.linger()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.bytesInFlight()).isEqualTo(64 << 20);
        assertThat(settings.stuckAfter()).isGreaterThan(settings.retryTimeout());
    }

    @Test
    void theEngineTakesBatchesOfTheMicroBatcher() {
        // When
        var options = Settings.engine(TestConfig.of(Map.of(
                "starflow.worker.batch.size", "64",
                "starflow.worker.threads", "3",
                "starflow.worker.samples", "100",
                "starflow.worker.execution-provider", "CUDA")));

        // Then
        assertThat(options.maxBatch()).isEqualTo(64);
        assertThat(options.threads()).isEqualTo(3);
        assertThat(options.keepSamples()).isTrue();
        assertThat(options.provider()).isEqualTo(ExecutionProvider.CUDA);
    }

    @ParameterizedTest
    @CsvSource({
        "starflow.worker.batch.size, 0, batch.size",
        "starflow.worker.in-flight.batches, 0, in-flight.batches",
        "starflow.worker.transaction-timeout, 5ms, transaction-timeout"
    })
    void aSettingOutOfRangeIsNamed(String key, String value, String name) {
        // Given
        var config = TestConfig.of(Map.of(key, value));

        // When
        var failure = catchThrowableOfType(WorkerException.class, () -> Settings.of(config));

        // Then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure).hasMessageContaining(name).hasMessageContaining("expected at least");
    }

    @Test
    void anUnknownProviderIsRefused() {
        // Given
        var config = TestConfig.of(Map.of("starflow.worker.execution-provider", "tpu"));

        // When
        var failure = catchThrowableOfType(WorkerException.class, () -> Settings.engine(config));

        // Then
        assertThat(failure).hasMessageContaining("expected cpu, cuda or cuda-fp16, found tpu");
    }

    @Test
    void aRelativePackageIsAlsoLookedForBelowHome() {
        assertThat(PackagePath.resolve("model/no-such", Optional.of("/opt/starflow")))
                .isEqualTo(Path.of("/opt/starflow/model/no-such"));
        assertThat(PackagePath.resolve("src", Optional.of("/opt/starflow"))).isEqualTo(Path.of("src"));
        assertThat(PackagePath.resolve("/models/x", Optional.of("/opt/starflow")))
                .isEqualTo(Path.of("/models/x"));
    }

    @Test
    void anInstanceIsNamedByHostAndPortUnlessItHasAName() {
        assertThat(InstanceName.of(Optional.of("gpu-3"), 8081)).isEqualTo("gpu-3");
        assertThat(InstanceName.of(Optional.empty(), 8081)).endsWith("-8081");
        assertThat(InstanceName.of(Optional.empty(), 0)).isNotEqualTo(InstanceName.of(Optional.empty(), 0));
        assertThat(catchThrowableOfType(WorkerException.class, () -> InstanceName.of(Optional.of("a b"), 8081)))
                .hasMessageContaining("found a b");
    }
}
