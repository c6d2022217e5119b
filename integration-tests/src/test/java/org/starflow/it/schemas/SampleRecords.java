package org.starflow.it.schemas;

import org.starflow.schemas.Label;
import org.starflow.schemas.ResultFlag;
import org.starflow.schemas.Topics;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;
import org.starflow.v1.ModelReference;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.Spectrum;
import org.starflow.v1.SpectrumProvenance;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of the contracts' own types. */
final class SampleRecords {
    private SampleRecords() {}

    static Spectrum spectrum(String id) {
        ByteBuffer flux = ByteBuffer.allocate(3 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        flux.asFloatBuffer().put(new float[] {1.0f, 0.25f, -0.5f});
        var window = Window.newBuilder()
                .setArm("green")
                .setWavelengthStart(5160.0)
                .setWavelengthStep(0.1)
                .setN(3)
                .setFlux(flux)
                .build();
        return Spectrum.newBuilder()
                .setSpectrumId(id)
                .setTargetId("HD 122563")
                .setSnr(187.5)
                .setWindows(List.of(window))
                .setWavelengthMedium(WavelengthMedium.AIR)
                .setRestFrame(true)
                .setNormalised(true)
                .setProvenance(provenance())
                .build();
    }

    static Inference inference(String id) {
        var estimates = new HashMap<String, Estimate>();
        for (Label label : Label.values()) {
            estimates.put(
                    label.key(),
                    Estimate.newBuilder()
                            .setUnit(label.unit())
                            .setQ50(label.ordinal() + 0.5)
                            .setQ84(label.ordinal() + 1.0)
                            .setFlags(0)
                            .build());
        }
        return Inference.newBuilder()
                .setSpectrumId(id)
                .setSnr(187.5)
                .setFlags(ResultFlag.SNR_ESTIMATED.mask())
                .setEstimates(estimates)
                .setLabelOrder(Arrays.stream(Label.values()).map(Label::key).toList())
                .setNSamples(1_024)
                .setNKept(1_024)
                .setFReject(0.0)
                .setSource(new SourcePosition(Topics.SPECTRA, 3, 42L))
                .setModel(new ModelReference("reference", "1.0.0", "ab".repeat(32), "0.1.0", "cpu"))
                .setProvenance(provenance())
                .build();
    }

    private static SpectrumProvenance provenance() {
        return SpectrumProvenance.newBuilder()
                .setFile("étoile.fits")
                .setReduction(Map.of("medium", "vacuum to air"))
                .build();
    }
}
