package org.starflow.producer.read;

import org.starflow.v1.WavelengthMedium;

/**
 * What a file says about its spectrum. Null where it does not say.
 *
 * @param spectrumId SPECUID, else the file name without extension
 * @param targetId TRG_UID, OBJ_UID, TRG_NME, OBJ_NME or OBJECT
 * @param ra right ascension, deg
 * @param dec declination, deg
 * @param mjd start of the exposure, MJD (UTC), d
 * @param exposureTime s
 * @param snrPerAngstrom S/N of the header, per Å
 * @param medium air, vacuum or unknown
 * @param frame what the file says of the frame
 * @param radialVelocity velocity in the header, positive for a receding star, km/s
 * @param resolvingPower λ/FWHM
 * @param normalised CONTNORM
 * @param upstreamSoftware name and version of the software that reduced it
 */
public record SpectrumHeader(
        String spectrumId,
        String targetId,
        Double ra,
        Double dec,
        Double mjd,
        Double exposureTime,
        Double snrPerAngstrom,
        WavelengthMedium medium,
        Frame frame,
        Double radialVelocity,
        Double resolvingPower,
        Boolean normalised,
        String upstreamSoftware) {
    /** The header of a file that has none. */
    public static SpectrumHeader bare(String spectrumId) {
        return new SpectrumHeader(
                spectrumId,
                null,
                null,
                null,
                null,
                null,
                null,
                WavelengthMedium.UNKNOWN,
                Frame.UNSTATED,
                null,
                null,
                null,
                null);
    }
}
