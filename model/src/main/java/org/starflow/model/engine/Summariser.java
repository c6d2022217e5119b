package org.starflow.model.engine;

import org.starflow.model.Manifest;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.schemas.Label;
import org.starflow.schemas.LabelFlag;
import org.starflow.schemas.ResultFlag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Turns the samples of a spectrum into a {@link Posterior} without re-simulation, in float64. Thread-safe. */
final class Summariser {
    private final Manifest manifest;
    private final BiasCorrector corrector;
    private final boolean keepSamples;

    Summariser(Manifest manifest, boolean keepSamples) {
        this.manifest = manifest;
        this.corrector = new BiasCorrector(manifest.biasCorrection());
        this.keepSamples = keepSamples;
    }

    Summary summarise(ProjectedSpectrum spectrum, RawSamples raw) {
        KeptSamples kept =
                KeptSamples.of(raw, manifest.labels(), manifest.latents().draws());
        double[] means = new double[manifest.labels().size()];
        var labels = new ArrayList<LabelSummary>(means.length);
        for (Label label : Label.values()) {
            labels.add(kept.n() == 0 ? empty(label) : label(label, kept, means));
        }
        double[] correlation = kept.n() < 2 ? null : Statistics.correlation(kept.values(), means, kept.n());
        Set<ResultFlag> flags = ResultFlags.ofSpectrum(spectrum, manifest.snr());
        flags.addAll(ResultFlags.ofSamples(kept, labels, corrector));
        var posterior = new Posterior(
                List.copyOf(labels),
                correlation,
                kept.draws(),
                kept.n(),
                kept.fReject(),
                kept.n() == 0 ? null : kept.logDensity(),
                spectrum.snr(),
                spectrum.coverage(),
                null,
                null,
                ResultFlag.word(flags),
                keepSamples ? kept.rows() : null);
        return new Summary(posterior, kept.map());
    }

    private LabelSummary empty(Label label) {
        int flags = corrector.corrects(label) ? LabelFlag.NOT_CORRECTED.mask() : 0;
        return new LabelSummary(label, null, null, null, null, null, null, null, null, null, flags);
    }

    private LabelSummary label(Label label, KeptSamples kept, double[] means) {
        int n = kept.n();
        double[] values = kept.values()[label.ordinal()];
        double mean = Statistics.mean(values, n);
        means[label.ordinal()] = mean;
        Double std = n < 2 ? null : Math.sqrt(Statistics.comoment(values, mean, values, mean, n) / (n - 1));
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        double q16 = Statistics.quantile(sorted, n, 0.16);
        double q84 = Statistics.quantile(sorted, n, 0.84);
        Double corrected = corrector.corrected(label, kept.map());
        int flags = LabelFlags.of(manifest.labels().get(label.ordinal()), q16, q84);
        if (corrector.corrects(label) && corrected == null) {
            flags |= LabelFlag.NOT_CORRECTED.mask();
        }
        return new LabelSummary(
                label,
                kept.map()[label.ordinal()],
                mean,
                std,
                Statistics.quantile(sorted, n, 0.025),
                q16,
                Statistics.quantile(sorted, n, 0.5),
                q84,
                Statistics.quantile(sorted, n, 0.975),
                corrected,
                flags);
    }
}
