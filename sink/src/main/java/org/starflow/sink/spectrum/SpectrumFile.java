package org.starflow.sink.spectrum;

import com.fasterxml.jackson.databind.JsonNode;
import org.starflow.v1.Spectrum;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A spectrum, its uncertainty and, where a worker gave it, its fit as a FITS table. */
public final class SpectrumFile {
    private SpectrumFile() {}

    /**
     * The file.
     *
     * @param fit what {@link Fits#fit} gave, or null
     * @param labels MAP by label key, for the header
     */
    public static byte[] of(Spectrum spectrum, JsonNode fit, String model, Map<String, Double> labels) {
        int n = spectrum.getWindows().stream().mapToInt(Window::getN).sum();
        double[] wavelength = new double[n];
        float[][] values = new float[fit == null ? 2 : 3][n];
        int row = 0;
        for (Window window : spectrum.getWindows()) {
            for (int i = 0; i < window.getN(); i++) {
                wavelength[row + i] = window.getWavelengthStart() + window.getWavelengthStep() * i;
            }
            copy(SpectrumMapper.flux(window), values[0], row, window.getN());
            copy(SpectrumMapper.error(window), values[1], row, window.getN());
            if (fit != null) {
                copy(fitted(fit, window), values[2], row, window.getN());
            }
            row += window.getN();
        }
        var columns = new LinkedHashMap<String, String>();
        columns.put("FLUX", "");
        columns.put("ERR_FLUX", "");
        if (fit != null) {
            columns.put("FIT", "");
        }
        var table = new FitsTable(columns, wavelength, values);
        head(table, spectrum, model, labels);
        return table.bytes();
    }

    private static void head(FitsTable table, Spectrum spectrum, String model, Map<String, Double> labels) {
        table.put("SPECUID", spectrum.getSpectrumId(), "");
        table.put("OBJECT", spectrum.getTargetId(), "");
        table.put("RA", spectrum.getRa(), "[deg] ICRS");
        table.put("DEC", spectrum.getDec(), "[deg] ICRS");
        table.put("MJD-OBS", spectrum.getMjd(), "[d] start, UTC");
        table.put("SNR", spectrum.getSnr(), "per Angstrom");
        table.put("SPEC_RES", spectrum.getResolvingPower(), "resolving power");
        table.put("WAVEMED", spectrum.getWavelengthMedium().name(), "medium of WAVE");
        table.put("PROVFILE", spectrum.getProvenance().getFile(), "source file");
        table.put("MODEL", model, "of FIT and labels");
        labels.forEach((key, value) ->
                table.put(key.toUpperCase(java.util.Locale.ROOT).replace("_", ""), value, "MAP of " + key));
    }

    private static float[] fitted(JsonNode fit, Window window) {
        for (JsonNode w : fit.path("windows")) {
            if (w.path("arm").asText().equals(window.getArm())
                    && w.path("n").asInt() == window.getN()
                    && Math.abs(w.path("start").asDouble() - window.getWavelengthStart()) < 1e-6) {
                var bytes = ByteBuffer.wrap(
                                Base64.getDecoder().decode(w.path("flux_base64").asText()))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
                float[] flux = new float[bytes.remaining()];
                bytes.get(flux);
                return flux;
            }
        }
        return null;
    }

    private static void copy(float[] from, float[] to, int at, int n) {
        Arrays.fill(to, at, at + n, Float.NaN);
        if (from != null) {
            System.arraycopy(from, 0, to, at, Math.min(n, from.length));
        }
    }
}
