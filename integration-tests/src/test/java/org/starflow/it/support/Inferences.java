package org.starflow.it.support;

import org.starflow.schemas.Label;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;
import org.starflow.v1.ModelReference;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.SpectrumProvenance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Inferences as a worker would write them, without a worker: plausible numbers that depend on the id alone. */
public final class Inferences {
    private static final int LABELS = Label.values().length;

    private final String model;
    private final String version;

    /** Inferences of a model. */
    public Inferences(String model, String version) {
        this.model = model;
        this.version = version;
    }

    /** The inference of a spectrum at a position; Teff lies between 4000 and 7000 K. */
    public Inference of(String spectrumId, String topic, int partition, long offset) {
        var random = new Random(spectrumId.hashCode());
        return Inference.newBuilder()
                .setSpectrumId(spectrumId)
                .setTargetId("target-" + spectrumId)
                .setRa(360 * random.nextDouble())
                .setDec(180 * random.nextDouble() - 90)
                .setMjd(61000 + random.nextDouble())
                .setSnr(20 + 200 * random.nextDouble())
                .setFlags(random.nextInt(4) == 0 ? 1 : 0)
                .setEstimates(Arrays.stream(Label.values()).collect(Collectors.toMap(Label::key, estimate(random))))
                .setLabelOrder(Arrays.stream(Label.values()).map(Label::key).toList())
                .setCorrelation(correlation(random))
                .setNSamples(1024)
                .setNKept(1000)
                .setFReject(24 / 1024.0)
                .setLogDensity(random.nextDouble())
                .setCoverage(0.98)
                .setChi2(25000 * random.nextDouble())
                .setChi2Dof(24000)
                .setSource(new SourcePosition(topic, partition, offset))
                .setModel(new ModelReference(model, version, "00ff", "0.1.0", "cpu"))
                .setProvenance(SpectrumProvenance.newBuilder()
                        .setFile(spectrumId + ".fits")
                        .setFileFormat("SIMULATION")
                        .setReduction(Map.of("continuum", "none"))
                        .build())
                .build();
    }

    private static Function<Label, Estimate> estimate(Random random) {
        return label -> {
            double map = label == Label.TEFF ? 4000 + 3000 * random.nextDouble() : random.nextDouble();
            double sigma = label == Label.TEFF ? 50 : 0.1;
            return new Estimate(
                    label.unit(),
                    map,
                    map + sigma / 10,
                    sigma,
                    map - 2 * sigma,
                    map - sigma,
                    map,
                    map + sigma,
                    map + 2 * sigma,
                    label == Label.LI_FE ? null : map + sigma / 2,
                    0);
        };
    }

    private static ByteBuffer correlation(Random random) {
        var bytes = ByteBuffer.allocate(LABELS * (LABELS - 1) / 2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putFloat(2 * random.nextFloat() - 1);
        }
        return bytes.flip();
    }
}
