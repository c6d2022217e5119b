package org.starflow.model;

import java.nio.FloatBuffer;

/**
 * A spectrum on the model grid: all windows one after the other, {@link ModelPackage#pixels()} values, rest frame,
 * normalised to the continuum, at the resolving power of the grid. The buffers are read by absolute index and never
 * changed.
 *
 * @param flux in units of the continuum; the value of a bad pixel is ignored
 * @param inverseVariance of the flux, 0 where a pixel is bad; null when every pixel is good and the S/N alone gives the
 *     noise
 * @param snrPerAngstrom signal-to-noise ratio per Å, as given (not clipped to the range of the model)
 */
public record GridSpectrum(FloatBuffer flux, FloatBuffer inverseVariance, double snrPerAngstrom) {
    /** Whether pixel i may be used. */
    public boolean good(int i) {
        return (inverseVariance == null || inverseVariance.get(i) > 0) && Float.isFinite(flux.get(i));
    }
}
