package org.starflow.sink.spectrum;

import org.starflow.v1.Spectrum;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Spectra as what the API says. */
final class SpectrumMapper {
    private SpectrumMapper() {}

    static SpectrumViews.Spectrum view(Spectrum s, boolean withPixels) {
        List<SpectrumViews.Window> windows = s.getWindows().stream()
                .map(w -> withPixels
                        ? new SpectrumViews.Window(
                                w.getArm(),
                                w.getWavelengthStart(),
                                w.getWavelengthStep(),
                                w.getN(),
                                base64(flux(w)),
                                base64(error(w)))
                        : new SpectrumViews.Window(
                                w.getArm(), w.getWavelengthStart(), w.getWavelengthStep(), w.getN(), null, null))
                .toList();
        return new SpectrumViews.Spectrum(
                s.getSpectrumId(),
                s.getTargetId(),
                s.getRa(),
                s.getDec(),
                s.getMjd(),
                s.getExposureTime(),
                s.getSnr(),
                s.getSnrSource() == null ? null : s.getSnrSource().name(),
                s.getWavelengthMedium().name(),
                s.getRestFrame(),
                s.getNormalised(),
                s.getResolvingPower(),
                s.getRadialVelocity(),
                s.getProvenance().getFile(),
                s.getProvenance().getFileSha256(),
                s.getProvenance().getReduction(),
                windows);
    }

    /** Flux, NaN where a pixel must not be used. */
    static float[] flux(Window w) {
        float[] flux = floats(w.getFlux(), w.getN());
        float[] weight = w.getInverseVariance() == null ? null : floats(w.getInverseVariance(), w.getN());
        ByteBuffer quality = w.getQuality();
        for (int i = 0; i < flux.length; i++) {
            boolean bad = (weight != null && !(weight[i] > 0))
                    || (quality != null && i < quality.remaining() && quality.get(quality.position() + i) != 0);
            if (bad) {
                flux[i] = Float.NaN;
            }
        }
        return flux;
    }

    /** One standard deviation, NaN where there is none; null when the spectrum carries none at all. */
    static float[] error(Window w) {
        if (w.getInverseVariance() == null) {
            return null;
        }
        float[] error = floats(w.getInverseVariance(), w.getN());
        for (int i = 0; i < error.length; i++) {
            error[i] = error[i] > 0 ? (float) (1 / Math.sqrt(error[i])) : Float.NaN;
        }
        return error;
    }

    private static float[] floats(ByteBuffer bytes, int n) {
        var values = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] floats = new float[Math.min(n, values.remaining())];
        values.get(floats);
        return floats;
    }

    private static String base64(float[] values) {
        if (values == null) {
            return null;
        }
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
