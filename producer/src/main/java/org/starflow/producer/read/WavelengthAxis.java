package org.starflow.producer.read;

import java.util.List;
import java.util.Locale;

/**
 * Wavelengths of an image's axis. Knows linear axes in any unit, IRAF's log-linear axes (DC-FLAG = 1), those of FITS
 * Paper III (CTYPE1 ending in {@code -LOG}: λ = CRVAL · exp(w/CRVAL)), and the SDSS COEFF0/COEFF1 pair.
 */
final class WavelengthAxis {
    private WavelengthAxis() {}

    /** Å, one for each of {@code n} pixels. */
    static double[] of(SourceFile file, Keywords keys, int n, List<String> notes) throws ReadFailure {
        String type = keys.text("CTYPE1");
        String upper = type == null ? "" : type.toUpperCase(Locale.ROOT);
        Double start = keys.number("CRVAL1", "COEFF0");
        Double step = step(keys);
        if (start == null || step == null || step == 0) {
            throw new ReadFailure(
                    file.path(),
                    "a wavelength axis in CRVAL1 and CDELT1 or CD1_1",
                    "CRVAL1 = " + start + ", step = " + step);
        }
        double reference = keys.number("CRPIX1", 1.0);
        var axis = new double[n];
        for (int i = 0; i < n; i++) {
            axis[i] = (i + 1 - reference) * step;
        }
        boolean exponential = upper.endsWith("-LOG") && start > 100;
        for (int i = 0; i < n; i++) {
            axis[i] = exponential ? start * Math.exp(axis[i] / start) : start + axis[i];
        }
        toAngstrom(axis, declaredUnit(keys, upper, start), notes);
        return axis;
    }

    private static void toAngstrom(double[] axis, String declared, List<String> notes) {
        double first = axis.length == 0 ? 0 : axis[0];
        double last = axis.length == 0 ? 0 : axis[axis.length - 1];
        WavelengthUnit unit = WavelengthUnit.resolve(declared, Math.min(first, last), Math.max(first, last), notes);
        for (int i = 0; i < axis.length; i++) {
            axis[i] = unit.toAngstrom(axis[i]);
        }
    }

    private static Double step(Keywords keys) {
        Double delta = keys.number("CDELT1");
        if (delta == null || delta == 0 || (delta == 1 && keys.number("CD1_1") != null)) {
            Double matrix = keys.number("CD1_1");
            delta = matrix == null ? delta : matrix;
        }
        return delta == null ? keys.number("COEFF1") : delta;
    }

    private static String declaredUnit(Keywords keys, String type, double start) {
        if (keys.number("DC-FLAG", 0) == 1 || keys.number("CRVAL1") == null) {
            return "log10(angstrom)";
        }
        boolean logarithmic = type.contains("LOG") && start < 20;
        if (logarithmic) {
            return start < 6 ? "log10(angstrom)" : "ln(angstrom)";
        }
        String unit = keys.text("CUNIT1");
        if (unit == null && type.startsWith("ANGSTROM")) {
            return "angstrom";
        }
        return unit;
    }
}
