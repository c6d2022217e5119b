package org.starflow.model.engine;

/** How many spectra one run of the graph takes. */
final class BatchShape {
    private BatchShape() {}

    /**
     * On the CPU one: the matrix products run over the samples of a spectrum and are large enough, and their working set
     * stays in the cache. On a GPU the whole batch.
     */
    static int of(EngineOptions options) {
        return options.provider().gpu() ? options.maxBatch() : 1;
    }
}
