package org.starflow.producer.reduce;

import org.starflow.producer.read.Pixels;

import java.util.Arrays;
import java.util.Locale;

/**
 * Resolving power of a spectrum whose file does not give it, from its sharpest lines: their FWHM (10 % quantile) without
 * the 5 km/s that even a slow rotator has (thermal motion, microturbulence, macroturbulence), in quadrature. Rotation
 * makes that too low, so it is held between what seven and two and a half pixels a resolution element would give; never
 * below the grid's, unless the pixels are too wide for that, and at most 115 000.
 */
final class ResolvingPower {
    private static final double HIGHEST = 115_000;
    private static final double MOST_PIXELS = 7;
    private static final double FEWEST_PIXELS = 2.5;
    /** FWHM of the lines of a slowly rotating star before the instrument, in units of λ. */
    private static final double INTRINSIC = 5 / Doppler.C;

    private static final double SHARPEST = 0.1;
    private static final int MIN_LINES = 20;
    private static final double MIN_DEPTH = 0.1;
    private static final double MAX_DEPTH = 0.75;

    private ResolvingPower() {}

    /** An estimate, with the sentence that says how it was made. */
    record Estimate(double value, String how) {}

    static Estimate estimate(Pixels pixels, double snrPerPixel, double target) {
        double step = pixels.medianStep();
        double centre = pixels.wavelength()[pixels.size() / 2];
        double highest = Math.min(HIGHEST, centre / (FEWEST_PIXELS * step));
        double lowest = Math.min(highest, Math.max(target, centre / (MOST_PIXELS * step)));
        double lines = fromLines(pixels, snrPerPixel);
        double value = Double.isNaN(lines) ? lowest : Math.clamp(lines, lowest, highest);
        String how = Double.isNaN(lines)
                ? String.format(Locale.ROOT, "assumed %.0f from pixels of %.4f A", value, step)
                : String.format(
                        Locale.ROOT,
                        "assumed %.0f: sharpest lines tell %.0f, pixels of %.4f A allow %.0f to %.0f",
                        value,
                        lines,
                        step,
                        lowest,
                        highest);
        return new Estimate(value, how);
    }

    private static double fromLines(Pixels p, double snrPerPixel) {
        double minDepth = Math.max(MIN_DEPTH, 6 / Math.max(snrPerPixel, 1e-3));
        var widths = new double[p.size()];
        int n = 0;
        for (int i = 3; i < p.size() - 3; i++) {
            if (isMinimum(p, i)) {
                double width = relativeWidth(p, i, minDepth);
                if (width > 0) {
                    widths[n++] = width;
                }
            }
        }
        if (n < MIN_LINES) {
            return Double.NaN;
        }
        double width = Statistics.quantile(Arrays.copyOf(widths, n), SHARPEST);
        return 1 / Math.sqrt(Math.max(1 / (HIGHEST * HIGHEST), width * width - INTRINSIC * INTRINSIC));
    }

    private static boolean isMinimum(Pixels p, int i) {
        for (int j = i - 3; j <= i + 3; j++) {
            if (!p.good()[j] || p.flux()[j] < p.flux()[i]) {
                return false;
            }
        }
        return true;
    }

    /** FWHM / λ of the line at a minimum, between the shoulders to its left and right; 0 when it is no clean line. */
    private static double relativeWidth(Pixels p, int i, double minDepth) {
        int left = shoulder(p, i, -1);
        int right = shoulder(p, i, 1);
        double top = Math.min(p.flux()[left], p.flux()[right]);
        double other = Math.max(p.flux()[left], p.flux()[right]);
        double depth = 1 - p.flux()[i] / top;
        if (!(depth > minDepth && depth < MAX_DEPTH) || other > top * (1 + 0.2 * depth)) {
            return 0;
        }
        double half = (top + p.flux()[i]) / 2;
        double a = crossing(p, i, left, half);
        double b = crossing(p, i, right, half);
        return (b - a) / p.wavelength()[i];
    }

    private static int shoulder(Pixels p, int from, int direction) {
        int i = from;
        while (i + 2 * direction >= 0
                && i + 2 * direction < p.size()
                && p.good()[i + direction]
                && Math.max(p.flux()[i + direction], p.flux()[i + 2 * direction]) > p.flux()[i]) {
            i += direction;
        }
        return i;
    }

    private static double crossing(Pixels p, int from, int to, double level) {
        int direction = Integer.signum(to - from);
        int i = from;
        while (i != to && p.flux()[i] < level) {
            i += direction;
        }
        int before = i - direction;
        double f = (level - p.flux()[before]) / (p.flux()[i] - p.flux()[before]);
        return p.wavelength()[before] + f * (p.wavelength()[i] - p.wavelength()[before]);
    }
}
