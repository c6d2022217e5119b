package org.starflow.producer.infer;

import org.starflow.schemas.Label;
import org.starflow.schemas.ResultColumns;
import org.starflow.schemas.ResultFlag;
import org.starflow.v1.Estimate;
import org.starflow.v1.Inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table for reading: one block a spectrum, posterior median ± standard deviation, MAP and 95 % interval of each label,
 * flags in words.
 */
final class TableResults implements ResultWriter {
    private final Appendable out;

    TableResults(Appendable out) {
        this.out = out;
    }

    @Override
    public void add(Inference r) throws IOException {
        Double chi2 = ResultColumns.reducedChi2(r);
        out.append(r.getSpectrumId());
        if (r.getTargetId() != null && !r.getTargetId().equals(r.getSpectrumId())) {
            out.append("  (").append(r.getTargetId()).append(')');
        }
        out.append(String.format(Locale.ROOT, "%n  S/N %.0f per A   f_reject %.2f", r.getSnr(), r.getFReject()));
        out.append(chi2 == null ? "" : String.format(Locale.ROOT, "   chi2/dof %.2f", chi2));
        out.append(String.format(
                Locale.ROOT,
                "%n  %-8s %10s   %-8s %10s   %-22s%s%n",
                "label",
                "median",
                "± sigma",
                "MAP",
                "95 % interval",
                anyCorrected(r) ? "   corrected" : ""));
        for (Label label : Label.values()) {
            Estimate e = r.getEstimates().get(label.key());
            if (e != null && e.getQ50() != null) {
                out.append(line(label, e, anyCorrected(r)));
            }
        }
        List<String> words = flags(r);
        out.append("  flags: ").append(words.isEmpty() ? "none" : String.join(" ", words));
        out.append("\n\n");
    }

    @Override
    public void close() {}

    private static boolean anyCorrected(Inference r) {
        return r.getEstimates().values().stream().anyMatch(e -> e.getCorrected() != null);
    }

    private static String line(Label label, Estimate e, boolean corrected) {
        String number = label == Label.TEFF ? "%.0f" : "%.2f";
        return String.format(
                Locale.ROOT,
                "  %-8s %10s ± %-8s %10s   %-22s%s %s%n",
                label.symbol(),
                text(number, e.getQ50()),
                text(number, e.getStd()),
                text(number, e.getMap()),
                text(number, e.getQ025()) + " ... " + text(number, e.getQ975()),
                corrected ? String.format(Locale.ROOT, "   %-9s", text(number, e.getCorrected())) : "",
                label.unit());
    }

    private static String text(String format, Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static List<String> flags(Inference r) {
        var words = new ArrayList<String>();
        for (ResultFlag flag : ResultFlag.of(r.getFlags())) {
            words.add(flag.name() + " (" + flag.sentence() + ")");
        }
        return words;
    }
}
