package org.starflow.model.pack;

import org.starflow.model.Manifest;
import org.starflow.model.ModelPackageException;
import org.starflow.schemas.Label;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Whether the fields of a manifest fit each other and this code. */
public final class ManifestCheck {
    private ManifestCheck() {}

    /**
     * Checks labels, grid, projection, latents and correction.
     *
     * @throws ModelPackageException for the first field that does not fit
     */
    public static void check(Manifest m) {
        labels(m.labels());
        grid(m.grid());
        require(
                m.snr().definition().equals("per_angstrom"),
                "snr.definition",
                "per_angstrom",
                m.snr().definition());
        require(0 < m.snr().lower() && m.snr().lower() < m.snr().upper(), "snr", "0 < lower < upper", m.snr());
        projection(m);
        Manifest.LatentsSpec latents = m.latents();
        require(latents.dim() == Label.values().length, "latents.dim", Label.values().length, latents.dim());
        require(latents.draws() > 0, "latents.draws", "at least 1", latents.draws());
        require(latents.mapCandidates() >= 0, "latents.map_candidates", "at least 0", latents.mapCandidates());
        require(
                m.emulator().modelError() >= 0,
                "emulator.model_error",
                "at least 0",
                m.emulator().modelError());
        require(
                m.golden().toleranceSigma() > 0,
                "golden.tolerance_sigma",
                "more than 0",
                m.golden().toleranceSigma());
        require(
                m.golden().toleranceSigma(true) > 0,
                "golden.half_tolerance_sigma",
                "more than 0",
                m.golden().halfToleranceSigma());
        if (m.biasCorrection() != null) {
            correction(m.biasCorrection());
        }
    }

    private static void labels(List<Manifest.LabelSpec> labels) {
        List<String> expected = Arrays.stream(Label.values()).map(Label::key).toList();
        List<String> found = labels.stream().map(Manifest.LabelSpec::key).toList();
        require(found.equals(expected), "labels", expected, found);
        for (Manifest.LabelSpec label : labels) {
            String field = "labels." + label.key();
            String unit = Label.values()[expected.indexOf(label.key())].unit();
            require(label.unit().equals(unit), field + ".unit", unit, label.unit());
            require(Double.isFinite(label.mean()), field + ".mean", "a finite number", label.mean());
            require(label.std() > 0 && Double.isFinite(label.std()), field + ".std", "more than 0", label.std());
            require(label.lower() < label.upper(), field, "lower < upper", label.lower() + " and " + label.upper());
            boolean positive = label.transform() != Manifest.Transform.LOG10 || label.lower() > 0;
            require(positive, field + ".lower", "more than 0 for log10", label.lower());
        }
    }

    private static void grid(Manifest.Grid grid) {
        require(Set.of("air", "vacuum").contains(grid.medium()), "grid.medium", "air or vacuum", grid.medium());
        require(grid.frame().equals("rest"), "grid.frame", "rest", grid.frame());
        require(grid.resolvingPower() > 0, "grid.resolving_power", "more than 0", grid.resolvingPower());
        require(!grid.windows().isEmpty(), "grid.windows", "at least one", "none");
        for (Manifest.GridWindow window : grid.windows()) {
            boolean sound = window.start() > 0 && window.step() > 0 && window.n() > 0;
            require(sound, "grid.windows." + window.name(), "start, step and n above 0", window);
        }
    }

    private static void projection(Manifest m) {
        Manifest.ProjectionSpec p = m.projection();
        int[] shape = p.basis().shape();
        int pixels = m.grid().pixels();
        boolean fits = shape.length == 2 && shape[0] > 1 && shape[1] == pixels;
        require(fits, "projection.basis.shape", "[1 + K, " + pixels + "]", Arrays.toString(shape));
        require(p.ridge().length == shape[0] - 1, "projection.ridge", shape[0] - 1 + " values", p.ridge().length);
        boolean ridge = Arrays.stream(p.ridge()).allMatch(r -> r >= 0 && Double.isFinite(r));
        require(ridge, "projection.ridge", "finite values of at least 0", "others");
        boolean share = p.minimumCoverage() > 0 && p.minimumCoverage() <= 1;
        require(share, "projection.minimum_coverage", "a share above 0", p.minimumCoverage());
        boolean outliers = p.outlierFloor() > 0 && p.outlierSigma() > 0;
        require(outliers, "projection.outlier_floor, outlier_sigma", "more than 0", p);
    }

    private static void correction(Manifest.BiasCorrection correction) {
        Set<String> keys =
                Set.copyOf(Arrays.stream(Label.values()).map(Label::key).toList());
        require(
                keys.contains(correction.referenceLabel()),
                "bias_correction.reference_label",
                keys,
                correction.referenceLabel());
        require(
                keys.containsAll(correction.labels().keySet()),
                "bias_correction.labels",
                keys,
                correction.labels().keySet());
        Manifest.Range validity = correction.validity();
        require(validity.lower() < validity.upper(), "bias_correction.validity", "lower < upper", validity);
    }

    private static void require(boolean condition, String field, Object expected, Object found) {
        if (!condition) {
            throw new ModelPackageException(
                    ManifestFile.NAME + ", " + field + ": expected " + expected + ", found " + found);
        }
    }
}
