package org.starflow.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.schemas.Label;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelPackageTest {
    @TempDir
    Path directory;

    @BeforeEach
    void copy() {
        TestPackages.copyTo(directory);
    }

    @Test
    void soundPackageLoads() {
        // When
        ModelPackage model = ModelPackage.load(directory);

        // Then
        assertThat(model.pixels()).isEqualTo(model.manifest().grid().pixels());
        assertThat(model.sha256()).matches("[0-9a-f]{64}");
        assertThat(model.manifest().labels())
                .extracting(Manifest.LabelSpec::key)
                .containsExactly(Arrays.stream(Label.values()).map(Label::key).toArray(String[]::new));
        assertThat(model.latents()).hasSize(model.manifest().latents().rows() * 13);
    }

    @ParameterizedTest
    @ValueSource(strings = {"basis.f16", "posterior.onnx", "emulator.onnx", "latents.f32", "golden.json"})
    void flippedByteIsFound(String name) throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(directory.resolve(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve(name), bytes);

        // Then
        refused(name, "expected SHA-256", "found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basis.f16", "posterior.onnx", "emulator.onnx", "latents.f32", "golden.json"})
    void truncatedFileIsFound(String name) throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(directory.resolve(name));
        Files.write(directory.resolve(name), Arrays.copyOf(bytes, bytes.length - 1));

        // Then
        refused(name, "expected " + bytes.length + " bytes", "found " + (bytes.length - 1));
    }

    @Test
    void missingFileIsFound() throws IOException {
        // Given
        Files.delete(directory.resolve("latents.f32"));

        // Then
        refused("latents.f32", "found no file");
    }

    @Test
    void directoryWithoutManifestIsRefused() throws IOException {
        // Given
        Files.delete(directory.resolve("model.json"));

        // Then
        refused("model.json", "expected a model package");
    }

    @Test
    void otherFormatIsRefused() {
        // Given
        TestPackages.edit(directory, m -> m.put("format", "starflow-model/2"));

        // Then
        refused("model.json", "expected format starflow-model/1", "found starflow-model/2");
    }

    @Test
    void manifestThatIsNoJsonIsRefused() throws IOException {
        // Given
        Files.writeString(directory.resolve("model.json"), "{\"format\": ", StandardCharsets.UTF_8);

        // Then
        refused("model.json", "expected a manifest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "version",
                "labels",
                "grid",
                "snr",
                "mask",
                "projection",
                "posterior",
                "latents",
                "emulator",
                "golden",
                "files"
            })
    void missingFieldIsNamed(String field) {
        // Given
        TestPackages.edit(directory, m -> m.remove(field));

        // Then
        refused("model.json", field);
    }

    @Test
    void fieldsThatDoNotFitAreNamed() {
        refusedAfter(m -> object(m, "snr").put("definition", "per_pixel"), "snr.definition");
        refusedAfter(m -> object(m, "snr").put("lower", 0), "snr");
        refusedAfter(m -> object(m, "grid").put("medium", "water"), "grid.medium");
        refusedAfter(m -> object(m, "grid").put("frame", "observed"), "grid.frame");
        refusedAfter(m -> array(m, "labels").remove(3), "labels");
        refusedAfter(m -> ((ObjectNode) m.get("labels").get(0)).put("std", 0), "labels.teff.std");
        refusedAfter(m -> ((ObjectNode) m.get("labels").get(0)).put("unit", "eV"), "labels.teff.unit");
        refusedAfter(m -> ((ObjectNode) m.get("labels").get(1)).put("lower", 9), "labels.logg");
        refusedAfter(m -> array(object(m, "projection"), "ridge").remove(0), "projection.ridge");
        refusedAfter(m -> object(m, "latents").put("dim", 12), "latents.dim");
        refusedAfter(m -> object(m, "golden").put("tolerance_sigma", 0), "golden.tolerance_sigma");
    }

    @Test
    void basisOfAnotherShapeIsRefused() {
        refusedAfter(
                m -> object(object(m, "projection"), "basis")
                        .withArray("shape")
                        .removeAll()
                        .add(13)
                        .add(7),
                "projection.basis.shape");
    }

    @Test
    void latentsOfAnotherNumberAreRefused() {
        // Given
        TestPackages.edit(
                directory,
                m -> object(m, "latents")
                        .put("draws", m.get("latents").get("draws").asInt() + 1));

        // Then
        refused("latents.f32", "expected", "bytes", "found");
    }

    @Test
    void fileWithoutHashIsRefused() {
        // Given
        TestPackages.edit(directory, m -> object(m, "files").remove("emulator.onnx"));

        // Then
        refused("emulator.onnx", "expected size and SHA-256");
    }

    @Test
    void fileOutsideThePackageIsRefused() {
        // Given
        TestPackages.edit(
                directory,
                m -> object(m, "files").putObject("../outside").put("bytes", 1).put("sha256", ""));

        // Then
        refused("../outside", "expected a plain file name");
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() throws IOException {
        // Given
        byte[] bytes = Files.readAllBytes(directory.resolve("latents.f32"));
        bytes[2] = (byte) 0xC0;
        bytes[3] = (byte) 0x7F;
        TestPackages.replace(directory, "latents.f32", bytes);

        // Then
        refused("latents.f32", "expected finite numbers", "found NaN at element 0");
    }

    private void refusedAfter(Consumer<ObjectNode> change, String field) {
        try {
            byte[] manifest = Files.readAllBytes(directory.resolve("model.json"));
            TestPackages.edit(directory, change);
            refused(field, "expected", "found");
            Files.write(directory.resolve("model.json"), manifest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused(String... parts) {
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(() -> ModelPackage.load(directory))
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    private static ObjectNode object(ObjectNode node, String field) {
        return (ObjectNode) node.get(field);
    }

    private static ArrayNode array(ObjectNode node, String field) {
        return (ArrayNode) node.get(field);
    }
}
