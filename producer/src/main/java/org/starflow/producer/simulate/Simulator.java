package org.starflow.producer.simulate;

import org.starflow.model.Manifest;
import org.starflow.producer.reduce.Synthesis;
import org.starflow.v1.Spectrum;

/** Labels → spectra, through the emulator of a model. Thread-safe when its {@link Synthesis} is. */
public final class Simulator {
    private final Manifest.Grid grid;
    private final Synthesis synthesis;
    private final double gapShare;
    private final SimulatedRecords records;

    /**
     * For a model.
     *
     * @param gapShare share of the pixels that lie in gaps, 0 to 0.9
     */
    public Simulator(Manifest manifest, Synthesis synthesis, double gapShare, String producerVersion) {
        this.grid = manifest.grid();
        this.synthesis = synthesis;
        this.gapShare = gapShare;
        this.records = new SimulatedRecords(grid, producerVersion);
    }

    /** The spectrum of a star as a record, ready for the topic. */
    public Spectrum record(SimulatedStar star) {
        return records.record(star, flux(star));
    }

    SimulatedFlux flux(SimulatedStar star) {
        float[] clean = synthesis.flux(new double[][] {star.labels()})[0];
        return SimulatedFlux.of(clean, star, grid, gapShare);
    }
}
