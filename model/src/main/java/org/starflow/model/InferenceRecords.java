package org.starflow.model;

import org.starflow.model.engine.LabelSummary;
import org.starflow.model.engine.ModelReferences;
import org.starflow.model.engine.Posterior;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.schemas.Label;
import org.starflow.schemas.ResultFlag;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;
import org.starflow.v1.ModelReference;
import org.starflow.v1.SnrSource;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.Spectrum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a posterior as a record of the result topic. Thread-safe; the same input gives the same bytes. */
public final class InferenceRecords {
    private static final List<String> LABEL_ORDER =
            Arrays.stream(Label.values()).map(Label::key).toList();

    private final ModelReference reference;

    /** For one model, one version of this software and one execution provider. */
    public InferenceRecords(ModelPackage model, String engineVersion, ExecutionProvider provider) {
        this.reference = ModelReferences.of(model, engineVersion, provider);
    }

    /** Position of a spectrum that was read from a file, not from a topic. */
    public static SourcePosition noPosition() {
        return new SourcePosition("", -1, -1L);
    }

    /** The record of one spectrum; identifiers and provenance are copied from the spectrum. */
    public Inference toAvro(Spectrum spectrum, SourcePosition position, Posterior posterior) {
        return Inference.newBuilder()
                .setSpectrumId(spectrum.getSpectrumId())
                .setTargetId(spectrum.getTargetId())
                .setRa(spectrum.getRa())
                .setDec(spectrum.getDec())
                .setMjd(spectrum.getMjd())
                .setSnr(posterior.snr())
                .setFlags(flags(spectrum, posterior))
                .setEstimates(estimates(posterior.labels()))
                .setLabelOrder(LABEL_ORDER)
                .setCorrelation(floats(posterior.correlation()))
                .setNSamples(posterior.draws())
                .setNKept(posterior.kept())
                .setFReject(posterior.fReject())
                .setLogDensity(posterior.logDensity())
                .setCoverage(posterior.coverage())
                .setChi2(posterior.chi2())
                .setChi2Dof(posterior.chi2Dof())
                .setSamples(ThinnedSamples.of(posterior))
                .setSource(position)
                .setModel(reference)
                .setProvenance(spectrum.getProvenance())
                .build();
    }

    private static long flags(Spectrum spectrum, Posterior posterior) {
        boolean estimated = spectrum.getSnrSource() == SnrSource.FLUX || spectrum.getSnrSource() == SnrSource.ERRORS;
        return posterior.flags() | (estimated ? ResultFlag.SNR_ESTIMATED.mask() : 0);
    }

    private static Map<String, Estimate> estimates(List<LabelSummary> labels) {
        var estimates = new LinkedHashMap<String, Estimate>();
        for (LabelSummary s : labels) {
            estimates.put(
                    s.label().key(),
                    new Estimate(
                            s.label().unit(),
                            s.map(),
                            s.mean(),
                            s.std(),
                            s.q025(),
                            s.q16(),
                            s.q50(),
                            s.q84(),
                            s.q975(),
                            s.corrected(),
                            s.flags()));
        }
        return estimates;
    }

    private static ByteBuffer floats(double[] values) {
        if (values == null) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return bytes.flip();
    }
}
