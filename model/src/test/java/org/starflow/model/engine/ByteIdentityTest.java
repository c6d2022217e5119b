package org.starflow.model.engine;

import org.junit.jupiter.api.Test;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.model.runtime.ExecutionProvider;

import java.util.List;

class ByteIdentityTest {
    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());
    private final ByteIdentity identity = new ByteIdentity(model, 12);

    @Test
    void bytesDoNotDependOnWhatSharesABatch() {
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 8, true))) {
            // When
            List<byte[]> alone = identity.alone(engine);

            // Then
            identity.check(engine, alone, 8, 5);
        }
    }

    @Test
    void bytesDoNotDependOnTheEngineItsBatchOrTheThreadsOfTheSummaries() {
        // Given
        List<byte[]> alone;
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 1, true))) {
            alone = identity.alone(engine);
        }

        // Then
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 2, 5, true))) {
            identity.check(engine, alone, 5, 3);
        }
    }
}
