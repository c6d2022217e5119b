package org.starflow.producer.read;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** Unit of a wavelength axis. What a file declares is believed only where it puts the axis into the optical. */
enum WavelengthUnit {
    ANGSTROM("angstrom", x -> x),
    NANOMETRE("nm", x -> 10 * x),
    MICROMETRE("um", x -> 1e4 * x),
    METRE("m", x -> 1e10 * x),
    LOG10_ANGSTROM("log10(angstrom)", x -> Math.pow(10, x)),
    LN_ANGSTROM("ln(angstrom)", Math::exp);

    /** The range that any spectrum for this system touches: the 4MOST high-resolution green and red arms, Å. */
    private static final double FROM = 5000;

    private static final double TO = 7000;

    private final String label;
    private final DoubleUnaryOperator toAngstrom;

    WavelengthUnit(String label, DoubleUnaryOperator toAngstrom) {
        this.label = label;
        this.toAngstrom = toAngstrom;
    }

    /** The unit in which an axis from {@code min} to {@code max} makes sense; says so in {@code notes} if it differs. */
    static WavelengthUnit resolve(String declaredText, double min, double max, List<String> notes) {
        WavelengthUnit declared = parse(declaredText);
        if (declared != null && declared.plausible(min, max)) {
            return declared;
        }
        for (WavelengthUnit unit : values()) {
            if (unit.plausible(min, max)) {
                if (declaredText != null) {
                    notes.add(String.format(
                            Locale.ROOT,
                            "wavelengths of %.5g to %.5g are taken as %s although the file says %s",
                            min,
                            max,
                            unit.label,
                            declaredText));
                } else if (unit != ANGSTROM) {
                    notes.add(String.format(
                            Locale.ROOT, "wavelengths of %.5g to %.5g are taken as %s", min, max, unit.label));
                }
                return unit;
            }
        }
        return declared == null ? ANGSTROM : declared;
    }

    static WavelengthUnit parse(String text) {
        if (text == null) {
            return null;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "angstrom", "angstroms", "angstroem", "a", "0.1nm", "0.1 nm", "10**(-10)m", "\u00e5" -> ANGSTROM;
            case "nm", "nanometer", "nanometers", "nanometre" -> NANOMETRE;
            case "um", "micron", "microns", "micrometer", "mum", "\u00b5m" -> MICROMETRE;
            case "m", "meter", "metre" -> METRE;
            case "log10(angstrom)", "log10", "log(angstrom)", "dex(angstrom)" -> LOG10_ANGSTROM;
            case "ln(angstrom)", "ln" -> LN_ANGSTROM;
            default -> null;
        };
    }

    double toAngstrom(double value) {
        return toAngstrom.applyAsDouble(value);
    }

    private boolean plausible(double min, double max) {
        double from = toAngstrom(min);
        double to = toAngstrom(max);
        return from < TO && to > FROM && from > 100 && to < 1e6;
    }
}
