package org.starflow.model.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.model.ModelPackage;
import org.starflow.model.ModelPackageException;
import org.starflow.model.TestPackages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SelfTestTest {
    @TempDir
    Path directory;

    @BeforeEach
    void copy() {
        TestPackages.copyTo(directory);
    }

    @Test
    void goldenFiguresAreReproduced() {
        assertThatCode(this::selfTest).doesNotThrowAnyException();
    }

    @Test
    void figureOutOfToleranceIsNamed() throws IOException {
        // Given: a mean of 100 K too much
        edit(golden -> {
            ObjectNode teff = (ObjectNode) golden.at("/cases/0/expected/labels/teff");
            teff.put("mean", teff.get("mean").asDouble() + 100);
        });

        // Then
        assertThatExceptionOfType(SelfTestException.class)
                .isThrownBy(this::selfTest)
                .withMessageContaining("Golden case 0, teff.mean: expected")
                .withMessageContaining("found");
    }

    @Test
    void rejectionOutOfToleranceIsNamed() throws IOException {
        // Given
        edit(golden -> {
            ObjectNode expected = (ObjectNode) golden.at("/cases/0/expected");
            double f = expected.get("f_reject").asDouble();
            expected.put("f_reject", f > 0.5 ? f - 0.4 : f + 0.4);
        });

        // Then
        assertThatExceptionOfType(SelfTestException.class)
                .isThrownBy(this::selfTest)
                .withMessageContaining("f_reject");
    }

    @Test
    void fileWithoutCasesIsRefused() throws IOException {
        // Given
        edit(golden -> golden.putArray("cases"));

        // Then
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(this::selfTest)
                .withMessageContaining("expected golden cases, found none");
    }

    @Test
    void caseOfAnotherWidthIsRefused() throws IOException {
        // Given
        edit(golden ->
                ((ObjectNode) golden.at("/cases/0")).putArray("coefficients").add(1.0));

        // Then
        assertThatExceptionOfType(ModelPackageException.class)
                .isThrownBy(this::selfTest)
                .withMessageContaining("golden.json: expected")
                .withMessageContaining("found 1");
    }

    private void edit(Consumer<ObjectNode> change) throws IOException {
        var json = new JsonMapper();
        var golden = (ObjectNode) json.readTree(directory.resolve("golden.json").toFile());
        change.accept(golden);
        TestPackages.replace(directory, "golden.json", golden.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void selfTest() {
        try (InferenceEngine engine = InferenceEngine.open(ModelPackage.load(directory), EngineOptions.defaults())) {
            engine.selfTest();
        }
    }
}
