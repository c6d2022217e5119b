package org.starflow.model.engine;

import org.starflow.model.Manifest;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.schemas.Label;
import org.starflow.schemas.LabelFlag;
import org.starflow.schemas.ResultFlag;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** When a result flag is set; the thresholds are those of the sentences of {@link ResultFlag}. */
final class ResultFlags {
    private static final int FEW_SAMPLES = 100;
    private static final double MANY_REJECTED = 0.5;
    private static final double FULL_COVERAGE = 0.9;
    private static final double MANY_OUTLIERS = 0.01;
    private static final int BOUND = LabelFlag.AT_LOWER_BOUND.mask() | LabelFlag.AT_UPPER_BOUND.mask();

    private ResultFlags() {}

    static Set<ResultFlag> ofSpectrum(ProjectedSpectrum s, Manifest.SnrSpec range) {
        var flags = EnumSet.noneOf(ResultFlag.class);
        set(flags, ResultFlag.LOW_SNR, s.source().snrPerAngstrom() < range.lower());
        set(flags, ResultFlag.HIGH_SNR, s.source().snrPerAngstrom() > range.upper());
        set(flags, ResultFlag.LOW_COVERAGE, s.coverage() < FULL_COVERAGE);
        set(flags, ResultFlag.MANY_OUTLIERS, s.outliers() > MANY_OUTLIERS * (s.usedPixels() + s.outliers()));
        return flags;
    }

    static Set<ResultFlag> ofSamples(KeptSamples kept, List<LabelSummary> labels, BiasCorrector corrector) {
        var flags = EnumSet.noneOf(ResultFlag.class);
        set(flags, ResultFlag.HIGH_F_REJECT, kept.fReject() > MANY_REJECTED);
        set(flags, ResultFlag.ALL_REJECTED, kept.n() == 0);
        set(flags, ResultFlag.FEW_SAMPLES, kept.n() > 0 && kept.n() < FEW_SAMPLES);
        set(flags, ResultFlag.OUTSIDE_CORRECTION, kept.n() > 0 && corrector.outside(kept.map()));
        for (Label label : List.of(Label.TEFF, Label.LOGG, Label.FE_H)) {
            set(flags, ResultFlag.AT_BOUND, (labels.get(label.ordinal()).flags() & BOUND) != 0);
        }
        return flags;
    }

    private static void set(Set<ResultFlag> flags, ResultFlag flag, boolean condition) {
        if (condition) {
            flags.add(flag);
        }
    }
}
