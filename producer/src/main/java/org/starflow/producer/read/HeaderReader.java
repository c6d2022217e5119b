package org.starflow.producer.read;

import org.starflow.v1.WavelengthMedium;

import java.util.Locale;
import java.util.Map;

/** Reads {@link SpectrumHeader} from FITS keywords of ESO, 4MOST and common archives. */
final class HeaderReader {
    /** Resolving power of instruments whose files often lack SPEC_RES (their manuals; high-resolution mode). */
    private static final Map<String, Double> INSTRUMENTS = Map.of(
            "HARPS", 115_000.0,
            "HARPN", 115_000.0,
            "HARPS-N", 115_000.0,
            "ESPRESSO", 140_000.0,
            "FEROS", 48_000.0,
            "SOPHIE", 75_000.0,
            "ELODIE", 42_000.0,
            "NARVAL", 68_000.0,
            "ESPADONS", 68_000.0,
            "FIES", 67_000.0);

    private HeaderReader() {}

    /**
     * @param stem the file's name without extension: the identifier where there is no SPECUID
     * @param snrPerPixel true where the format defines SNR per pixel (ESO), with {@code step} in Å to convert it
     * @param medium what the wavelength axis itself says
     */
    static SpectrumHeader read(Keywords keys, String stem, boolean snrPerPixel, double step, WavelengthMedium medium) {
        Double snr = keys.number("SNR", "S_N", "SN", "SNRATIO");
        if (snr != null && snrPerPixel && step > 0) {
            snr = snr / Math.sqrt(step);
        }
        String id = keys.text("SPECUID");
        return new SpectrumHeader(
                id == null ? stem : id,
                keys.text("TRG_UID", "OBJ_UID", "TRG_NME", "OBJ_NME", "OBJECT"),
                keys.angle(true, "RA"),
                keys.angle(false, "DECL", "DEC"),
                keys.number("MJD-OBS", "MJD_OBS", "MJD"),
                keys.number("EXPTIME", "TEXPTIME", "EXPOSURE"),
                snr != null && snr > 0 ? snr : null,
                medium == WavelengthMedium.UNKNOWN ? medium(keys) : medium,
                frame(keys),
                velocity(keys),
                resolvingPower(keys),
                logical(keys.text("CONTNORM")),
                keys.text("PROCSOFT", "HIERARCH.ESO.PRO.REC1.PIPE.ID", "PIPEVERS"));
    }

    private static WavelengthMedium medium(Keywords keys) {
        String text = keys.text("AIRORVAC", "WAVEMED", "WAVMED", "VACUUM", "VACWAVE");
        if (text == null) {
            return WavelengthMedium.UNKNOWN;
        }
        String word = text.toLowerCase(Locale.ROOT);
        if (word.startsWith("air") || word.equals("f") || word.equals("false")) {
            return WavelengthMedium.AIR;
        }
        return word.startsWith("vac") || word.equals("t") || word.equals("true")
                ? WavelengthMedium.VACUUM
                : WavelengthMedium.UNKNOWN;
    }

    private static Frame frame(Keywords keys) {
        String system = keys.text("SPECSYS");
        if (system == null) {
            return Frame.UNSTATED;
        }
        return system.toUpperCase(Locale.ROOT).startsWith("SOURCE") ? Frame.REST : Frame.NOT_REST;
    }

    private static Double velocity(Keywords keys) {
        Double velocity = keys.number(
                "RADVEL",
                "VRAD",
                "RV",
                "TRG_RV",
                "HIERARCH.ESO.QC.CCF.RV",
                "HIERARCH.ESO.DRS.CCF.RVC",
                "HIERARCH.ESO.DRS.CCF.RV");
        return velocity != null && Math.abs(velocity) < 2000 ? velocity : null;
    }

    private static Double resolvingPower(Keywords keys) {
        Double value = keys.number("SPEC_RES", "SPECRES", "RESOLVP", "RESOLUTION", "RESOLUTI", "RESOL");
        if (value != null && value >= 1000 && value <= 1e6) {
            return value;
        }
        String instrument = keys.text("INSTRUME");
        return instrument == null ? null : INSTRUMENTS.get(instrument.strip().toUpperCase(Locale.ROOT));
    }

    private static Boolean logical(String text) {
        if (text == null) {
            return null;
        }
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "T", "TRUE" -> Boolean.TRUE;
            case "F", "FALSE" -> Boolean.FALSE;
            default -> null;
        };
    }
}
