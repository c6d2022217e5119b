package org.starflow.model;

import org.junit.jupiter.api.Test;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.InferenceEngine;
import org.starflow.model.engine.LabelSummary;
import org.starflow.model.engine.Posterior;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.model.runtime.ExecutionProvider;
import org.starflow.schemas.Label;
import org.starflow.schemas.ResultFlag;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;
import org.starflow.v1.SnrSource;
import org.starflow.v1.SourcePosition;
import org.starflow.v1.Spectrum;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class InferenceRecordsTest {
    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());
    private final InferenceRecords records = new InferenceRecords(model, "1.2.3", ExecutionProvider.CPU);

    @Test
    void recordCarriesPosteriorAndProvenance() throws Exception {
        // Given
        Spectrum spectrum = Spectrum.newBuilder(
                        new TestSpectra(model).stars(1, 3).getFirst())
                .setTargetId("target")
                .setRa(10.0)
                .setSnrSource(SnrSource.FLUX)
                .build();
        Posterior posterior = infer(spectrum);

        // When: once through bytes
        Inference inference = Inference.fromByteBuffer(
                records.toAvro(spectrum, new SourcePosition("starflow.spectra", 2, 77L), posterior)
                        .toByteBuffer());

        // Then
        assertThat(inference.getSpectrumId()).isEqualTo(spectrum.getSpectrumId());
        assertThat(inference.getTargetId()).isEqualTo("target");
        assertThat(inference.getRa()).isEqualTo(10.0);
        assertThat(inference.getSource().getOffset()).isEqualTo(77L);
        assertThat(inference.getModel().getSha256()).isEqualTo(model.sha256());
        assertThat(inference.getModel().getEngineVersion()).isEqualTo("1.2.3");
        assertThat(inference.getProvenance()).isEqualTo(spectrum.getProvenance());
        assertThat(ResultFlag.of(inference.getFlags())).contains(ResultFlag.SNR_ESTIMATED);
        assertThat(inference.getNKept()).isEqualTo(posterior.kept());
        assertThat(inference.getChi2()).isEqualTo(posterior.chi2());
        assertThat(inference.getLabelOrder()).hasSize(13).startsWith("teff", "logg", "fe_h");
        assertThat(inference.getEstimates()).hasSize(13);
        for (LabelSummary label : posterior.labels()) {
            Estimate estimate = inference.getEstimates().get(label.label().key());
            assertThat(estimate.getUnit()).isEqualTo(label.label().unit());
            assertThat(estimate.getMap()).isEqualTo(label.map());
            assertThat(estimate.getQ975()).isEqualTo(label.q975());
        }
        FloatBuffer correlation =
                inference.getCorrelation().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        assertThat(correlation.remaining()).isEqualTo(78);
        assertThat(correlation.get(0)).isEqualTo((float) posterior.correlation()[0]);
    }

    @Test
    void samplesComeBackFromHalfPrecision() {
        // Given
        Spectrum spectrum = new TestSpectra(model).stars(1, 3).getFirst();
        Posterior posterior = infer(spectrum);

        // When
        Inference inference = records.toAvro(spectrum, InferenceRecords.noPosition(), posterior);

        // Then
        int n = inference.getSamples().getN();
        assertThat(n).isEqualTo(Math.min(256, posterior.kept()));
        ShortBuffer halves = inference
                .getSamples()
                .getValues()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        assertThat(halves.remaining()).isEqualTo(n * 13);
        for (Label label : Label.values()) {
            int d = label.ordinal();
            double scale = inference.getSamples().getScale().get(d);
            double value = inference.getSamples().getOffset().get(d) + scale * Float.float16ToFloat(halves.get(13 + d));
            assertThat(value).isCloseTo(posterior.samples()[1][d], within(3e-3 * scale));
        }
        assertThat(inference.getSource().getOffset()).isEqualTo(-1L);
    }

    private Posterior infer(Spectrum spectrum) {
        try (InferenceEngine engine =
                InferenceEngine.open(model, new EngineOptions(ExecutionProvider.CPU, 1, 1, true))) {
            var valid = (DecodedSpectrum.Valid) new SpectrumDecoder(model).decode(spectrum);
            var projected = (ProjectedSpectrum) engine.project(valid.grid());
            return (Posterior) engine.infer(List.of(projected)).getFirst();
        }
    }
}
