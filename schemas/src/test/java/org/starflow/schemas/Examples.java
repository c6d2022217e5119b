package org.starflow.schemas;

import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;
import org.starflow.v1.ModelReference;
import org.starflow.v1.PosteriorSamples;
import org.starflow.v1.SnrSource;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.Spectrum;
import org.starflow.v1.SpectrumProvenance;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small records: one with every field set, one with every optional field null. */
public final class Examples {
    private Examples() {}

    /** Every field set, two windows of three pixels. */
    public static Spectrum fullSpectrum() {
        var green = Window.newBuilder()
                .setArm("green")
                .setWavelengthStart(5160.0)
                .setWavelengthStep(0.1)
                .setN(3)
                .setFlux(floats(1.0f, 0.25f, 0.5f))
                .setInverseVariance(floats(10_000f, 0f, 2_500f))
                .setQuality(ByteBuffer.wrap(new byte[] {0, 1, 0}))
                .build();
        var red = Window.newBuilder(green)
                .setArm("red")
                .setWavelengthStart(6100.0)
                .setFlux(floats(0.75f, 1.0f, 1.0f))
                .build();
        return Spectrum.newBuilder()
                .setSpectrumId("20261126_LJ1_000042")
                .setTargetId("HD 122563")
                .setRa(210.632_75)
                .setDec(9.686_139)
                .setMjd(61_370.25)
                .setExposureTime(1_200.0)
                .setSnr(187.5)
                .setSnrSource(SnrSource.ERRORS)
                .setWindows(List.of(green, red))
                .setWavelengthMedium(WavelengthMedium.AIR)
                .setRestFrame(true)
                .setNormalised(true)
                .setResolvingPower(20_000.0)
                .setRadialVelocity(-26.5)
                .setProvenance(fullProvenance())
                .build();
    }

    /** Every optional field null. */
    public static Spectrum sparseSpectrum() {
        var window = Window.newBuilder()
                .setArm("green")
                .setWavelengthStart(5160.0)
                .setWavelengthStep(0.1)
                .setN(1)
                .setFlux(floats(0.5f))
                .build();
        return Spectrum.newBuilder()
                .setSpectrumId("étoile-1")
                .setWindows(List.of(window))
                .setWavelengthMedium(WavelengthMedium.UNKNOWN)
                .setRestFrame(false)
                .setNormalised(false)
                .setProvenance(
                        SpectrumProvenance.newBuilder().setReduction(Map.of()).build())
                .build();
    }

    /** Every field set. */
    public static Inference fullInference() {
        var estimates = new TreeMap<String, Estimate>();
        double x = 0.0;
        for (Label label : Label.values()) {
            x++;
            estimates.put(
                    label.key(),
                    Estimate.newBuilder()
                            .setUnit(label.unit())
                            .setMap(x)
                            .setMean(x + 0.125)
                            .setStd(0.25)
                            .setQ025(x - 0.5)
                            .setQ16(x - 0.25)
                            .setQ50(x)
                            .setQ84(x + 0.25)
                            .setQ975(x + 0.5)
                            .setCorrected(x - 0.0625)
                            .setFlags(LabelFlag.AT_LOWER_BOUND.mask())
                            .build());
        }
        return Inference.newBuilder()
                .setSpectrumId("20261126_LJ1_000042")
                .setTargetId("HD 122563")
                .setRa(210.632_75)
                .setDec(9.686_139)
                .setMjd(61_370.25)
                .setSnr(187.5)
                .setFlags(ResultFlag.SNR_ESTIMATED.mask() | ResultFlag.AT_BOUND.mask())
                .setEstimates(estimates)
                .setLabelOrder(labelOrder())
                .setCorrelation(floats(new float[Label.values().length * (Label.values().length - 1) / 2]))
                .setNSamples(1_024)
                .setNKept(1_000)
                .setFReject(0.0234375)
                .setLogDensity(12.5)
                .setCoverage(0.9375)
                .setChi2(1_500.0)
                .setChi2Dof(1_200)
                .setSamples(PosteriorSamples.newBuilder()
                        .setN(1)
                        .setValues(ByteBuffer.wrap(new byte[2 * Label.values().length]))
                        .setOffset(doubles(0.5))
                        .setScale(doubles(2.0))
                        .build())
                .setSource(new SourcePosition(Topics.SPECTRA, 3, 42L))
                .setModel(model())
                .setProvenance(fullProvenance())
                .build();
    }

    /** All samples rejected: every optional field null. */
    public static Inference sparseInference() {
        var estimates = new TreeMap<String, Estimate>();
        for (Label label : Label.values()) {
            estimates.put(
                    label.key(),
                    Estimate.newBuilder().setUnit(label.unit()).setFlags(0).build());
        }
        return Inference.newBuilder()
                .setSpectrumId("étoile-1")
                .setSnr(20.0)
                .setFlags(ResultFlag.ALL_REJECTED.mask())
                .setEstimates(estimates)
                .setLabelOrder(labelOrder())
                .setNSamples(1_024)
                .setNKept(0)
                .setFReject(1.0)
                .setSource(new SourcePosition(Topics.SPECTRA, 0, 0L))
                .setModel(model())
                .setProvenance(
                        SpectrumProvenance.newBuilder().setReduction(Map.of()).build())
                .build();
    }

    /** Little-endian float32, as pixels are written. */
    public static ByteBuffer floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.order(ByteOrder.BIG_ENDIAN);
    }

    private static List<Double> doubles(double value) {
        return Arrays.stream(Label.values()).map(label -> value).toList();
    }

    private static List<String> labelOrder() {
        return Arrays.stream(Label.values()).map(Label::key).toList();
    }

    private static ModelReference model() {
        return new ModelReference("reference", "1.0.0", "ab".repeat(32), "0.1.0", "cpu");
    }

    private static SpectrumProvenance fullProvenance() {
        return SpectrumProvenance.newBuilder()
                .setFile("20261126_LJ1_000042.fits")
                .setFileSha256("0123456789abcdef".repeat(4))
                .setFileFormat("4MOST_L1")
                .setUpstreamSoftware("4L1 pipeline 1.2")
                .setProducerVersion("0.1.0")
                .setReduction(new TreeMap<>(Map.of("medium", "vacuum to air", "snr", "header")))
                .build();
    }
}
