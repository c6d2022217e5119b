package org.starflow.producer.reduce;

import org.starflow.producer.read.Pixels;
import org.starflow.v1.SnrSource;

import java.util.Arrays;

/**
 * S/N per Å. From the header where it says; else the median of flux over error; else from the scatter of the flux:
 * DER_SNR (Stoehr et al. 2008, ADASS XVII), σ = 1.482602/√6 · median |2 f_i − f_(i−2) − f_(i+2)|. Both are per pixel and
 * multiplied by √(pixels per Å).
 *
 * @param perAngstrom S/N per Å
 * @param source where it comes from
 */
record SignalToNoise(double perAngstrom, SnrSource source) {
    private static final double DER_SNR = 1.482602 / Math.sqrt(6);
    private static final int MIN_PIXELS = 50;
    /** What an estimate is clipped to: below the lowest useful value, above any that a header would claim. */
    private static final double LOWEST = 1;

    private static final double HIGHEST = 2000;

    /** S/N of the pixels inside the windows of a grid; UNKNOWN and 0 when there are fewer than 50. */
    static SignalToNoise of(Double header, Pixels pixels, ModelGrid grid) {
        if (header != null) {
            return new SignalToNoise(header, SnrSource.HEADER);
        }
        Pixels inside = inside(pixels, grid);
        double step = inside.medianStep();
        double perPixel = inside.variance() == null ? fromFlux(inside) : fromErrors(inside);
        if (!(perPixel > 0) || !(step > 0)) {
            return new SignalToNoise(0, SnrSource.UNKNOWN);
        }
        double snr = Math.clamp(perPixel / Math.sqrt(step), LOWEST, HIGHEST);
        return new SignalToNoise(snr, inside.variance() == null ? SnrSource.FLUX : SnrSource.ERRORS);
    }

    private static double fromErrors(Pixels p) {
        var ratio = new double[p.size()];
        int n = 0;
        for (int i = 0; i < p.size(); i++) {
            if (p.good()[i] && p.variance()[i] > 0) {
                ratio[n++] = p.flux()[i] / Math.sqrt(p.variance()[i]);
            }
        }
        return n < MIN_PIXELS ? 0 : Statistics.median(Arrays.copyOf(ratio, n));
    }

    /** The ratio of two medians: of the flux and of its second differences in units of the local flux. */
    private static double fromFlux(Pixels p) {
        var scatter = new double[p.size()];
        int n = 0;
        for (int i = 2; i < p.size() - 2; i++) {
            if (p.good()[i] && p.good()[i - 2] && p.good()[i + 2]) {
                double local = (2 * p.flux()[i] + p.flux()[i - 2] + p.flux()[i + 2]) / 4;
                scatter[n++] = Math.abs(2 * p.flux()[i] - p.flux()[i - 2] - p.flux()[i + 2]) / local;
            }
        }
        double noise = n < MIN_PIXELS ? 0 : DER_SNR * Statistics.median(Arrays.copyOf(scatter, n));
        return n < MIN_PIXELS ? 0 : 1 / Math.max(noise, 1e-6);
    }

    private static Pixels inside(Pixels pixels, ModelGrid grid) {
        var good = pixels.good().clone();
        for (int i = 0; i < good.length; i++) {
            double wave = pixels.wavelength()[i];
            boolean in = grid.windows().stream().anyMatch(w -> wave >= w.start() && wave <= w.wavelength(w.n() - 1));
            good[i] &= in;
        }
        return new Pixels(pixels.wavelength(), pixels.flux(), pixels.variance(), good);
    }
}
