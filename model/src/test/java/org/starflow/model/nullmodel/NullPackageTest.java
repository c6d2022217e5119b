package org.starflow.model.nullmodel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.model.ModelPackage;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.InferenceEngine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class NullPackageTest {

    @TempDir
    Path directory;

    @Test
    void packageInTheRepositoryIsTheOneThatTheProgramMakes() throws IOException, URISyntaxException {
        // Given
        Path kept = Path.of(NullPackageTest.class
                        .getResource("/null-package/model.json")
                        .toURI())
                .getParent();

        // Then
        for (Map.Entry<String, byte[]> file : NullPackage.files().entrySet()) {
            assertThat(kept.resolve(file.getKey())).as(file.getKey()).hasBinaryContent(file.getValue());
        }
    }

    @Test
    void engineTakesItAndFindsItsGoldenFigures() throws IOException {
        // Given
        write(directory);

        // When
        try (var engine = InferenceEngine.open(ModelPackage.load(directory), EngineOptions.defaults())) {
            // Then
            assertThatNoException().isThrownBy(engine::selfTest);
        }
    }

    @Test
    @EnabledIfSystemProperty(
            named = "starflow.null-package.write",
            matches = "true",
            disabledReason = "writes into src/test/resources")
    void writeIt() throws IOException {
        Path resources = Files.createDirectories(Path.of("src/test/resources/null-package"));

        write(resources);

        assertThat(resources.resolve("model.json")).exists();
    }

    private static void write(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : NullPackage.files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
