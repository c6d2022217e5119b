package org.starflow.model;

import org.starflow.model.projection.PixelMask;
import org.starflow.schemas.RejectCode;
import org.starflow.v1.Spectrum;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The rules for a spectrum, each with its {@link RejectCode}. Methods return null when all is well. */
final class SpectrumChecks {
    private static final int MAX_ID_LENGTH = 200;
    private static final double MAX_SNR = 1e6;
    private static final double RESOLUTION_TOLERANCE = 0.02;
    private static final double PLAUSIBLE_LOWER = 0.2;
    private static final double PLAUSIBLE_UPPER = 2.0;
    /** Share of a step by which the first and the last pixel may be off. */
    private static final double START_TOLERANCE = 0.01;

    private final Manifest manifest;

    SpectrumChecks(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Everything but the pixel values. */
    DecodedSpectrum.Invalid header(Spectrum s) {
        String id = s.getSpectrumId();
        if (id == null || id.isBlank() || id.length() > MAX_ID_LENGTH) {
            return invalid(
                    RejectCode.INVALID_ID,
                    "spectrum_id: expected 1 to %d characters, found %s",
                    MAX_ID_LENGTH,
                    id == null ? "none" : id.isBlank() ? "a blank one" : id.length());
        }
        DecodedSpectrum.Invalid grid = grid(s.getWindows());
        if (grid != null) {
            return grid;
        }
        if (s.getWavelengthMedium()
                != WavelengthMedium.valueOf(manifest.grid().medium().toUpperCase(Locale.ROOT))) {
            return invalid(
                    RejectCode.WRONG_MEDIUM,
                    "wavelength_medium: expected %s, found %s",
                    manifest.grid().medium(),
                    s.getWavelengthMedium());
        }
        if (!s.getRestFrame()) {
            return invalid(RejectCode.NOT_REST_FRAME, "rest_frame: expected true, found false");
        }
        if (!s.getNormalised()) {
            return invalid(RejectCode.NOT_NORMALISED, "normalised: expected true, found false");
        }
        Double r = s.getResolvingPower();
        double expected = manifest.grid().resolvingPower();
        if (r != null && !(Math.abs(r - expected) <= RESOLUTION_TOLERANCE * expected)) {
            return invalid(
                    RejectCode.WRONG_RESOLUTION, "resolving_power: expected %.0f within 2 %%, found %s", expected, r);
        }
        return snr(s.getSnr());
    }

    private static DecodedSpectrum.Invalid snr(Double snr) {
        if (snr == null) {
            return invalid(RejectCode.SNR_MISSING, "snr: expected a number, found none");
        }
        if (!(snr > 0 && snr <= MAX_SNR)) {
            return invalid(RejectCode.SNR_INVALID, "snr: expected more than 0 and at most 1e6 per Å, found %s", snr);
        }
        return null;
    }

    private DecodedSpectrum.Invalid grid(List<Window> windows) {
        List<Manifest.GridWindow> expected = manifest.grid().windows();
        if (windows == null || windows.size() != expected.size()) {
            return invalid(
                    RejectCode.WRONG_GRID,
                    "windows: expected %d, found %d",
                    expected.size(),
                    windows == null ? 0 : windows.size());
        }
        for (int w = 0; w < expected.size(); w++) {
            DecodedSpectrum.Invalid wrong = window(windows.get(w), expected.get(w), w);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static DecodedSpectrum.Invalid window(Window found, Manifest.GridWindow expected, int w) {
        double tolerance = START_TOLERANCE * expected.step();
        double lastFound = found.getWavelengthStart() + (found.getN() - 1) * found.getWavelengthStep();
        boolean same = found.getN() == expected.n()
                && Math.abs(found.getWavelengthStart() - expected.start()) <= tolerance
                && Math.abs(lastFound - expected.wavelength(expected.n() - 1)) <= tolerance;
        if (!same) {
            return invalid(
                    RejectCode.WRONG_GRID,
                    "windows[%d]: expected %d pixels from %s by %s Å, found %d from %s by %s",
                    w,
                    expected.n(),
                    expected.start(),
                    expected.step(),
                    found.getN(),
                    found.getWavelengthStart(),
                    found.getWavelengthStep());
        }
        long floats = (long) expected.n() * Float.BYTES;
        DecodedSpectrum.Invalid wrong = bytes(w, "flux", found.getFlux(), floats);
        wrong = wrong == null ? bytes(w, "inverse_variance", found.getInverseVariance(), floats) : wrong;
        return wrong == null ? bytes(w, "quality", found.getQuality(), expected.n()) : wrong;
    }

    private static DecodedSpectrum.Invalid bytes(int w, String field, ByteBuffer found, long expected) {
        return found == null || found.remaining() == expected
                ? null
                : invalid(
                        RejectCode.WRONG_GRID,
                        "windows[%d].%s: expected %d bytes, found %d",
                        w,
                        field,
                        expected,
                        found.remaining());
    }

    /** The pixel values; weight is 0 where a pixel is bad. */
    DecodedSpectrum.Invalid flux(float[] flux, float[] weight, PixelMask mask) {
        int n = 0;
        int below = 0;
        int notAbove = 0;
        int unmasked = 0;
        boolean zero = true;
        for (int p = 0; p < flux.length; p++) {
            if (weight[p] > 0) {
                n++;
                below += flux[p] < PLAUSIBLE_LOWER ? 1 : 0;
                notAbove += flux[p] <= PLAUSIBLE_UPPER ? 1 : 0;
                zero &= flux[p] == 0;
                unmasked += mask.uses(p) ? 1 : 0;
            }
        }
        if (n == 0 || zero) {
            return invalid(
                    RejectCode.INVALID_FLUX,
                    "flux: expected good pixels, found %s",
                    n == 0 ? "none" : "zero in all of them");
        }
        // The median lies where as many pixels are on either side: counting them tells it from the bounds unsorted.
        int middle = n / 2;
        if (below > middle || notAbove <= middle) {
            return invalid(
                    RejectCode.IMPLAUSIBLE_FLUX,
                    "flux: expected a median between %s and %s, found %s",
                    PLAUSIBLE_LOWER,
                    PLAUSIBLE_UPPER,
                    median(flux, weight, n));
        }
        double minimum = manifest.projection().minimumCoverage();
        if (unmasked < minimum * mask.unmasked()) {
            return invalid(
                    RejectCode.LOW_COVERAGE,
                    "Expected at least %.0f %% of the %d pixels that the model uses to be good, found %d",
                    100 * minimum,
                    mask.unmasked(),
                    unmasked);
        }
        return null;
    }

    private static float median(float[] flux, float[] weight, int n) {
        float[] good = new float[n];
        int i = 0;
        for (int p = 0; p < flux.length; p++) {
            if (weight[p] > 0) {
                good[i++] = flux[p];
            }
        }
        Arrays.sort(good);
        return good[n / 2];
    }

    private static DecodedSpectrum.Invalid invalid(RejectCode code, String format, Object... values) {
        return new DecodedSpectrum.Invalid(code, String.format(Locale.ROOT, format, values));
    }
}
