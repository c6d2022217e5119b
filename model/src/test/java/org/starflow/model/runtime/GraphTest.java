package org.starflow.model.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.model.ModelPackage;
import org.starflow.model.ModelPackageException;
import org.starflow.model.TestPackages;
import org.starflow.model.emulator.Emulator;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.InferenceEngine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

class GraphTest {
    @TempDir
    Path directory;

    @BeforeEach
    void copy() {
        TestPackages.copyTo(directory);
    }

    @Test
    void fileThatIsNoGraphIsRefused() {
        // Given
        TestPackages.replace(directory, "posterior.onnx", "no graph".getBytes(StandardCharsets.UTF_8));

        // Then
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(this::openEngine)
                .withMessageContaining("posterior.onnx: expected a graph that ONNX Runtime opens, found");
    }

    @Test
    void graphWithOtherInputsIsRefused() throws IOException {
        // Given: the emulator in the place of the posterior, and the other way round
        byte[] emulator = Files.readAllBytes(directory.resolve("emulator.onnx"));
        byte[] posterior = Files.readAllBytes(directory.resolve("posterior.onnx"));
        TestPackages.replace(directory, "posterior.onnx", emulator);
        TestPackages.replace(directory, "emulator.onnx", posterior);

        // Then
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(this::openEngine)
                .withMessageContaining("posterior.onnx: expected inputs")
                .withMessageContaining("found [labels]");
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(() -> Emulator.open(ModelPackage.load(directory)).close())
                .withMessageContaining("emulator.onnx: expected inputs [labels]");
    }

    @Test
    void graphOfAnotherWidthIsRefused() {
        // Given
        Path file = directory.resolve("emulator.onnx");
        var inputs = List.of(new TensorSpec("labels", TensorSpec.ANY, 12));
        var outputs = List.of(new TensorSpec("error", TensorSpec.ANY));

        // Then
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(() -> Graph.open(file, ExecutionProvider.CPU, 1, inputs, outputs)
                        .close())
                .withMessageContaining("emulator.onnx, input labels: expected float32 of shape [-1, 12]");
    }

    @Test
    void cudaThatCannotBeLoadedIsAnErrorAndNoFallback() {
        assumeThat(OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA))
                .as("this build carries the CUDA runtime of ONNX Runtime")
                .isFalse();
        ModelPackage model = ModelPackage.load(directory);
        var options = new EngineOptions(ExecutionProvider.CUDA, 1, 4, false);

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(() -> InferenceEngine.open(model, options).close())
                .satisfies(e -> assertThat(e.getMessage()).contains("cuda was asked for", "-Pcuda"));
    }

    private void openEngine() {
        InferenceEngine.open(ModelPackage.load(directory), EngineOptions.defaults())
                .close();
    }
}
