package org.starflow.sink.spectrum;

import org.starflow.v1.Spectrum;
import org.starflow.v1.SpectrumProvenance;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A spectrum of two windows with three pixels each, of which the middle ones are bad. */
final class TestSpectrum {
    private TestSpectrum() {}

    static Spectrum of(String id) {
        return Spectrum.newBuilder()
                .setSpectrumId(id)
                .setTargetId("it's α Cen")
                .setSnr(100.0)
                .setWindows(List.of(window("green", 5160.05, null), window("red", 6100.05, new byte[] {0, 1, 0})))
                .setWavelengthMedium(WavelengthMedium.AIR)
                .setRestFrame(true)
                .setNormalised(true)
                .setProvenance(SpectrumProvenance.newBuilder().setFile("a.fits").build())
                .build();
    }

    private static Window window(String arm, double start, byte[] quality) {
        return Window.newBuilder()
                .setArm(arm)
                .setWavelengthStart(start)
                .setWavelengthStep(0.05)
                .setN(3)
                .setFlux(floats(1f, 0.5f, 0.75f))
                .setInverseVariance(quality == null ? floats(100f, 0f, 400f) : null)
                .setQuality(quality == null ? null : ByteBuffer.wrap(quality))
                .build();
    }

    private static ByteBuffer floats(float... values) {
        var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes;
    }
}
