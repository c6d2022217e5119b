package org.starflow.model.engine;

import org.junit.jupiter.api.Test;
import org.starflow.model.ModelPackage;
import org.starflow.model.runtime.ExecutionProvider;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The package that runs by default: it loads, reproduces its golden figures, and is deterministic to the byte. */
class ReferenceModelTest {
    private static final Path REFERENCE = Path.of("reference");

    @Test
    void referenceModelReproducesItsGoldenFiguresToTheByte() {
        // Given
        assumeTrue(
                Files.exists(REFERENCE.resolve("model.json")), "model/reference is not in this tree: nothing to test");
        ModelPackage model = ModelPackage.load(REFERENCE);
        assertThat(model.manifest().grid().pixels()).isEqualTo(25_197);
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 4, true))) {
            // When
            engine.selfTest();

            // Then
            var identity = new ByteIdentity(model, 5);
            List<byte[]> alone = identity.alone(engine);
            identity.check(engine, alone, 4, 2);
        }
    }
}
