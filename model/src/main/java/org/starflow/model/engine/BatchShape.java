package org.starflow.model.engine;

/** How many spectra one run of the graph takes. */
final class BatchShape {
    private BatchShape() {}

    /**
     * On the CPU one: the matrix products run over the samples of a spectrum and are large enough, and their working set
     * stays in the cache. On CUDA the whole batch.
     */
    static int of(EngineOptions options) {
        return switch (options.provider()) {
            case CPU -> 1;
            case CUDA -> options.maxBatch();
        };
    }
}
