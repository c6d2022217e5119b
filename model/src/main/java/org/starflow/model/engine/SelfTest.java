package org.starflow.model.engine;

import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.pack.GoldenFile;
import org.starflow.model.projection.ProjectedSpectrum;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares network and summaries with the golden cases of the package. */
final class SelfTest {
    private final ModelPackage model;
    private final InferenceStages stages;
    private final boolean half;
    private final double tolerance;

    SelfTest(ModelPackage model, InferenceStages stages, boolean half) {
        this.model = model;
        this.stages = stages;
        this.half = half;
        this.tolerance = model.manifest().golden().toleranceSigma(half);
    }

    /** Returns the number of cases. */
    int run() {
        int windows = model.manifest().grid().windows().size();
        GoldenFile golden = GoldenFile.read(
                model.file(model.manifest().golden().file()), model.basis().components(), windows);
        List<ProjectedSpectrum> spectra =
                golden.cases().stream().map(this::projected).toList();
        List<Summary> summaries = stages.summarise(spectra, stages.sample(spectra));
        for (int i = 0; i < summaries.size(); i++) {
            compare(i, golden.cases().get(i).expected(), summaries.get(i));
        }
        return summaries.size();
    }

    private ProjectedSpectrum projected(GoldenFile.Case c) {
        var source = new GridSpectrum(FloatBuffer.allocate(0), null, c.snr());
        double snr = model.manifest().snr().clip(c.snr());
        return new ProjectedSpectrum(source, c.coefficients(), snr, c.coverage(), 1.0, new boolean[0], 1, 0, 1.0);
    }

    private void compare(int index, GoldenFile.Expected expected, Summary found) {
        if (found == null) {
            throw new SelfTestException("Golden case " + index + ": expected finite samples, found others");
        }
        Posterior posterior = found.posterior();
        // A sample may cross a bound by rounding: two of them are no fault.
        double slack = Math.max(tolerance, 2.0 / posterior.draws());
        require(index, "f_reject", expected.fReject(), posterior.fReject(), slack);
        for (LabelSummary label : posterior.labels()) {
            Map<String, Double> figures = expected.labels().get(label.label().key());
            if (figures != null && label.std() != null) {
                figures.forEach((statistic, value) -> require(
                        index,
                        label.label().key() + "." + statistic,
                        value,
                        figure(label, statistic),
                        slack(statistic) * label.std()));
            }
        }
    }

    /** Half precision may take another of the samples whose densities are nearly the highest. */
    private double slack(String statistic) {
        return half && statistic.equals("map") ? 5 * tolerance : tolerance;
    }

    private static Double figure(LabelSummary label, String statistic) {
        return switch (statistic) {
            case "map" -> label.map();
            case "mean" -> label.mean();
            case "std" -> label.std();
            case "q025" -> label.q025();
            case "q16" -> label.q16();
            case "q50" -> label.q50();
            case "q84" -> label.q84();
            case "q975" -> label.q975();
            default -> throw new SelfTestException("Golden file: expected a known statistic, found " + statistic);
        };
    }

    private static void require(int index, String what, Double expected, Double found, double slack) {
        if (expected != null && (found == null || !(Math.abs(found - expected) <= slack))) {
            throw new SelfTestException(String.format(
                    Locale.ROOT,
                    "Golden case %d, %s: expected %s within %.3g, found %s",
                    index,
                    what,
                    expected,
                    slack,
                    found));
        }
    }
}
