package org.starflow.model.projection;

import org.starflow.model.GridSpectrum;

/**
 * A spectrum projected onto the basis of the model.
 *
 * @param source the spectrum on the grid
 * @param coefficients in the basis, K values
 * @param snr per Å, clipped to the range of the model
 * @param windowCoverage for each window, the share of unmasked pixels that were used
 * @param coverage the share of all unmasked pixels that were used
 * @param used for each pixel of the grid, whether the last solve used it
 * @param usedPixels number of pixels used
 * @param outliers number of pixels left out because they lie far from the first solution
 * @param meanFlux mean flux of the good unmasked pixels, in units of the continuum
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying 25 197 flags a spectrum serves nobody
public record ProjectedSpectrum(
        GridSpectrum source,
        float[] coefficients,
        double snr,
        float[] windowCoverage,
        double coverage,
        boolean[] used,
        int usedPixels,
        int outliers,
        double meanFlux)
        implements Projection {}
