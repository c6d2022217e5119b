package org.starflow.producer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Turns the columns of a file into {@link Pixels}: in order, with bad pixels and filled-in gaps marked, never mended. */
final class PixelCleaner {
    /** A run of one and the same value that is longer than this, in Å and in pixels, is a gap that somebody filled. */
    private static final double GAP_ANGSTROM = 1.0;

    private static final int GAP_PIXELS = 10;
    /** Negative flux is noise down to so many standard deviations, and bad below. */
    private static final double NEGATIVE_SIGMAS = 5;
    /** Errors are believed when at least this share of the usable pixels has one. */
    private static final double ERROR_SHARE = 0.1;

    private PixelCleaner() {}

    /**
     * @param wavelength Å, any order, may hold NaN
     * @param flux as in the file
     * @param error standard deviation, or null
     * @param bad true where the file's quality says so, or null
     */
    static Pixels clean(double[] wavelength, double[] flux, double[] error, boolean[] bad, List<String> notes) {
        int[] order = order(wavelength, notes);
        int n = order.length;
        var wave = new double[n];
        var values = new double[n];
        var sigma = error == null ? null : new double[n];
        var good = new boolean[n];
        for (int i = 0; i < n; i++) {
            int from = order[i];
            wave[i] = wavelength[from];
            values[i] = flux[from];
            good[i] = Double.isFinite(values[i]) && values[i] != 0 && (bad == null || !bad[from]);
            if (sigma != null) {
                sigma[i] = error[from];
            }
        }
        markFilledGaps(wave, values, good, notes);
        double[] variance = variance(sigma, good, notes);
        markNegative(values, variance, good);
        return new Pixels(wave, values, variance, good);
    }

    /** Noise makes line cores negative at low S/N: without those pixels, the mean of the others would be too high. */
    private static void markNegative(double[] flux, double[] variance, boolean[] good) {
        double scatter = variance == null ? scatter(flux, good) : 0;
        for (int i = 0; i < flux.length; i++) {
            double sigma = variance == null ? scatter : Math.sqrt(variance[i]);
            good[i] &= flux[i] > -NEGATIVE_SIGMAS * sigma;
        }
    }

    /** Noise of a pixel from second differences (Stoehr et al. 2008), over the whole file. */
    private static double scatter(double[] flux, boolean[] good) {
        var differences = new double[flux.length];
        int n = 0;
        for (int i = 2; i < flux.length - 2; i++) {
            if (good[i] && good[i - 2] && good[i + 2]) {
                differences[n++] = Math.abs(2 * flux[i] - flux[i - 2] - flux[i + 2]);
            }
        }
        Arrays.sort(differences, 0, n);
        return n == 0 ? 0 : 1.482602 / Math.sqrt(6) * differences[n / 2];
    }

    private static int[] order(double[] wavelength, List<String> notes) {
        boolean increasing = true;
        for (int i = 1; i < wavelength.length && increasing; i++) {
            increasing = wavelength[i] > wavelength[i - 1];
        }
        var kept = new ArrayList<Integer>(wavelength.length);
        for (int i = 0; i < wavelength.length; i++) {
            if (Double.isFinite(wavelength[i])) {
                kept.add(i);
            }
        }
        if (!increasing) {
            kept.sort(Comparator.comparingDouble(i -> wavelength[i]));
            notes.add("wavelengths were not strictly increasing: sorted, repeated ones dropped");
        }
        var order = new int[kept.size()];
        int n = 0;
        for (int index : kept) {
            if (n == 0 || wavelength[index] > wavelength[order[n - 1]]) {
                order[n++] = index;
            }
        }
        return Arrays.copyOf(order, n);
    }

    private static void markFilledGaps(double[] wave, double[] flux, boolean[] good, List<String> notes) {
        int start = 0;
        int gaps = 0;
        for (int i = 1; i <= flux.length; i++) {
            if (i < flux.length && flux[i] == flux[start]) {
                continue;
            }
            if (i - start >= GAP_PIXELS && wave[i - 1] - wave[start] > GAP_ANGSTROM) {
                Arrays.fill(good, start, i, false);
                gaps++;
            }
            start = i;
        }
        if (gaps > 0) {
            notes.add(gaps + (gaps == 1 ? " gap" : " gaps") + " filled with one value left out");
        }
    }

    private static double[] variance(double[] sigma, boolean[] good, List<String> notes) {
        if (sigma == null) {
            return null;
        }
        int usable = 0;
        int withError = 0;
        for (int i = 0; i < sigma.length; i++) {
            usable += good[i] ? 1 : 0;
            withError += good[i] && sigma[i] > 0 && Double.isFinite(sigma[i]) ? 1 : 0;
        }
        if (withError < ERROR_SHARE * usable) {
            notes.add("errors ignored: " + withError + " of " + usable + " usable pixels have a positive one");
            return null;
        }
        var variance = new double[sigma.length];
        for (int i = 0; i < sigma.length; i++) {
            good[i] &= sigma[i] > 0 && Double.isFinite(sigma[i]);
            variance[i] = good[i] ? sigma[i] * sigma[i] : 0;
        }
        return variance;
    }
}
