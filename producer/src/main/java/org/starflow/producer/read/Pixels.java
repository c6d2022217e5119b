package org.starflow.producer.read;

import java.util.Arrays;

/**
 * Pixels in order of wavelength. Arrays are shared, not copied: treat them as constant.
 *
 * @param wavelength centres, Å, strictly increasing
 * @param flux in any unit; meaningless where not good
 * @param variance of the flux, or null where the file gives no errors
 * @param good false for pixels that must not be used: quality, not a number, zero or negative flux, gaps
 */
public record Pixels(double[] wavelength, double[] flux, double[] variance, boolean[] good) {
    /** Checks that the arrays have one length. */
    public Pixels {
        if (flux.length != wavelength.length
                || good.length != wavelength.length
                || (variance != null && variance.length != wavelength.length)) {
            throw new IllegalArgumentException("arrays of different length");
        }
    }

    /** Number of pixels. */
    public int size() {
        return wavelength.length;
    }

    /** Number of good pixels. */
    public int goodCount() {
        int count = 0;
        for (boolean g : good) {
            count += g ? 1 : 0;
        }
        return count;
    }

    /** Median distance of the centres of neighbours, Å; 0 of fewer than two pixels. */
    public double medianStep() {
        return Numbers.medianStep(wavelength);
    }

    /** The same pixels at other wavelengths. */
    public Pixels at(double[] wavelengths) {
        return new Pixels(wavelengths, flux, variance, good);
    }

    /** The pixels from index {@code from} to {@code to}, exclusive. */
    public Pixels slice(int from, int to) {
        return new Pixels(
                Arrays.copyOfRange(wavelength, from, to),
                Arrays.copyOfRange(flux, from, to),
                variance == null ? null : Arrays.copyOfRange(variance, from, to),
                Arrays.copyOfRange(good, from, to));
    }
}
