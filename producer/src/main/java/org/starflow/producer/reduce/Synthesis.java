package org.starflow.producer.reduce;

/** Synthetic spectra of a model: the emulator, seen from the reduction. */
@FunctionalInterface
public interface Synthesis {
    /**
     * Normalised flux on the model grid.
     *
     * @param labels {@code [B][13]}, units and order of {@link org.starflow.schemas.Label}
     * @return {@code [B][pixels]}
     */
    float[][] flux(double[][] labels);
}
