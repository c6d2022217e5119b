package org.starflow.producer.reduce;

import org.starflow.v1.WavelengthMedium;

/**
 * What a person knows better than the file. Null: as the file says, or as it is found.
 *
 * @param radialVelocity to remove, km/s, positive for a receding star
 * @param measureVelocity true: measure even where the file gives the velocity or the rest frame; false: never measure
 * @param resolvingPower λ/FWHM of the file
 * @param normalised whether the flux is divided by the continuum
 * @param medium of the wavelengths
 * @param snr per Å
 */
public record ReductionOptions(
        Double radialVelocity,
        Boolean measureVelocity,
        Double resolvingPower,
        Boolean normalised,
        WavelengthMedium medium,
        Double snr) {
    /** Everything as the file says. */
    public static ReductionOptions none() {
        return new ReductionOptions(null, null, null, null, null, null);
    }
}
