package org.starflow.schemas;

import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;

import java.util.ArrayList;
import java.util.List;

/** The columns of a table of results, the same in every export: six of the spectrum, then nine for each label. */
public final class ResultColumns {
    private static final List<String> SPECTRUM =
            List.of("spectrum_id", "target_id", "snr", "flags", "f_reject", "chi2_reduced");
    private static final List<String> ESTIMATE =
            List.of("map", "mean", "std", "q025", "q16", "q50", "q84", "q975", "corrected");
    private static final List<String> ALL = build();

    private ResultColumns() {}

    /** Names of all columns, in order. */
    public static List<String> all() {
        return ALL;
    }

    /** Values of an inference in the order of {@link #all()}; empty text where a value is unknown. */
    public static List<String> row(Inference inference) {
        var row = new ArrayList<String>(ALL.size());
        row.add(inference.getSpectrumId());
        row.add(inference.getTargetId() == null ? "" : inference.getTargetId());
        row.add(Double.toString(inference.getSnr()));
        row.add(Long.toString(inference.getFlags()));
        row.add(Double.toString(inference.getFReject()));
        row.add(text(reducedChi2(inference)));
        for (Label label : Label.values()) {
            Estimate e = inference.getEstimates().get(label.key());
            row.add(text(e == null ? null : e.getMap()));
            row.add(text(e == null ? null : e.getMean()));
            row.add(text(e == null ? null : e.getStd()));
            row.add(text(e == null ? null : e.getQ025()));
            row.add(text(e == null ? null : e.getQ16()));
            row.add(text(e == null ? null : e.getQ50()));
            row.add(text(e == null ? null : e.getQ84()));
            row.add(text(e == null ? null : e.getQ975()));
            row.add(text(e == null ? null : e.getCorrected()));
        }
        return row;
    }

    /** Chi-square over its degrees of freedom, or null. */
    public static Double reducedChi2(Inference inference) {
        Integer dof = inference.getChi2Dof();
        return inference.getChi2() == null || dof == null || dof <= 0 ? null : inference.getChi2() / dof;
    }

    private static List<String> build() {
        var columns = new ArrayList<>(SPECTRUM);
        for (Label label : Label.values()) {
            for (String statistic : ESTIMATE) {
                columns.add(label.key() + "_" + statistic);
            }
        }
        return List.copyOf(columns);
    }

    private static String text(Double value) {
        return value == null ? "" : Double.toString(value);
    }
}
