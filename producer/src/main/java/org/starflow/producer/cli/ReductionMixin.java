package org.starflow.producer.cli;

import org.starflow.producer.reduce.ReductionOptions;
import org.starflow.v1.WavelengthMedium;
import picocli.CommandLine.Option;

/** Options of every command that reads spectra: what a person knows better than the files. */
class ReductionMixin {
    @Option(
            names = "--radial-velocity",
            paramLabel = "KM/S",
            description = "Velocity to remove from every file, positive for a receding star."
                    + " Default: as measured, or as the header says.")
    Double radialVelocity;

    @Option(
            names = "--measure-velocity",
            negatable = true,
            description = "Measure the velocity by cross-correlation even where a file gives its frame,"
                    + " or (--no-measure-velocity) never. Default: unless a file says that it is at rest.")
    Boolean measureVelocity;

    @Option(
            names = "--resolving-power",
            paramLabel = "R",
            description = "lambda/FWHM of the files. Default: header, instrument, or sharpest lines.")
    Double resolvingPower;

    @Option(
            names = "--normalised",
            negatable = true,
            description = "The files are (not) divided by the continuum. Default: header, or level of the flux.")
    Boolean normalised;

    @Option(
            names = "--medium",
            paramLabel = "AIR|VACUUM",
            description = "Medium of the wavelengths. Default: header, else air unless the lines say vacuum.")
    WavelengthMedium medium;

    @Option(names = "--snr", paramLabel = "S/N", description = "S/N per angstrom. Default: header, errors or scatter.")
    Double snr;

    ReductionOptions options() {
        if (radialVelocity != null && !(Math.abs(radialVelocity) < 3000)) {
            throw new IllegalArgumentException(
                    "--radial-velocity: expected less than 3000 km/s, found " + radialVelocity);
        }
        if (resolvingPower != null && !(resolvingPower > 0)) {
            throw new IllegalArgumentException(
                    "--resolving-power: expected a positive number, found " + resolvingPower);
        }
        if (snr != null && !(snr > 0)) {
            throw new IllegalArgumentException("--snr: expected a positive number, found " + snr);
        }
        return new ReductionOptions(radialVelocity, measureVelocity, resolvingPower, normalised, medium, snr);
    }
}
