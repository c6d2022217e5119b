package org.starflow.model.engine;

import org.starflow.model.runtime.ExecutionProvider;

/**
 * How an engine runs.
 *
 * @param threads of one operator on the CPU, at least 1
 * @param maxBatch most spectra in one call of {@link InferenceEngine#infer}, at least 1
 * @param keepSamples whether each {@link Posterior} carries its samples
 */
public record EngineOptions(ExecutionProvider provider, int threads, int maxBatch, boolean keepSamples) {
    /** Checks the ranges. */
    public EngineOptions {
        if (threads < 1 || maxBatch < 1) {
            throw new IllegalArgumentException(
                    "Engine options: expected at least 1 thread and a batch of at least 1, found " + threads
                            + " threads and a batch of " + maxBatch);
        }
    }

    /** One CPU thread, batches of up to 64, no samples. */
    public static EngineOptions defaults() {
        return new EngineOptions(ExecutionProvider.CPU, 1, 64, false);
    }
}
