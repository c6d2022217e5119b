package org.starflow.model.projection;

import org.starflow.model.GridSpectrum;
import org.starflow.model.Manifest;
import org.starflow.schemas.RejectCode;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Projects spectra onto the basis by ridge-weighted least squares over good unmasked pixels, in float64:
 * c = argmin Σ (f − mean − Bᵀc)² + s² Σ ridge_k c_k², then once more without the pixels whose residual is an outlier.
 * The noise s stays that of the first solve. Thread-safe; the result depends on nothing but the spectrum.
 */
public final class Projector {
    private final Manifest.ProjectionSpec spec;
    private final Manifest.SnrSpec snrSpec;
    private final Basis basis;
    private final PixelMask mask;
    private final double[][] fullGram;
    private final ConcurrentLinkedQueue<ProjectionScratch> scratches = new ConcurrentLinkedQueue<>();

    /** Computes the normal matrix of all unmasked pixels once. */
    public Projector(Manifest manifest, Basis basis) {
        this.spec = manifest.projection();
        this.snrSpec = manifest.snr();
        this.basis = basis;
        this.mask = new PixelMask(manifest);
        ProjectionScratch s = new ProjectionScratch(basis.pixels(), basis.components());
        int n = 0;
        for (int p = 0; p < basis.pixels(); p++) {
            if (mask.uses(p)) {
                s.good[n++] = p;
            }
        }
        this.fullGram = new double[basis.components()][basis.components()];
        NormalMatrix.add(basis, s.good, n, 1.0, fullGram, s.rows);
        scratches.add(s);
    }

    /** Projects one spectrum, or refuses it when too few pixels are good. */
    public Projection project(GridSpectrum spectrum) {
        ProjectionScratch scratch = scratches.poll();
        if (scratch == null) {
            scratch = new ProjectionScratch(basis.pixels(), basis.components());
        }
        try {
            return project(spectrum, scratch);
        } finally {
            scratches.add(scratch);
        }
    }

    private Projection project(GridSpectrum spectrum, ProjectionScratch s) {
        spectrum.flux().get(0, s.flux);
        int good = 0;
        int left = 0;
        for (int p = 0; p < basis.pixels(); p++) {
            s.residual[p] = 0;
            if (mask.uses(p) && spectrum.good(p)) {
                s.residual[p] = (double) s.flux[p] - basis.mean(p);
                s.good[good++] = p;
            } else if (mask.uses(p)) {
                s.left[left++] = p;
            }
        }
        if (good < spec.minimumCoverage() * mask.unmasked()) {
            return lowCoverage(good);
        }
        double meanFlux = meanFlux(s, good);
        double snr = snrSpec.clip(spectrum.snrPerAngstrom());
        double noise = NoiseModel.pixelSigma(mask, s.good, good, meanFlux, snr);
        normalEquations(s, good, left);
        if (!solve(s, noise)) {
            return lowCoverage(good);
        }
        int outliers = leaveOutliers(s, good, Math.max(spec.outlierFloor(), spec.outlierSigma() * noise));
        int used = good - outliers;
        if (used < spec.minimumCoverage() * mask.unmasked() || (outliers > 0 && !solve(s, noise))) {
            return lowCoverage(used);
        }
        return result(spectrum, s, snr, used, outliers, meanFlux);
    }

    private static double meanFlux(ProjectionScratch s, int good) {
        double sum = 0;
        for (int i = 0; i < good; i++) {
            sum += s.flux[s.good[i]];
        }
        return sum / good;
    }

    /** Over all unmasked pixels less those left out, or over the good ones where that is less work. */
    private void normalEquations(ProjectionScratch s, int good, int left) {
        basis.multiply(s.residual, s.rhs);
        if (left <= good) {
            copy(fullGram, s.gram);
            NormalMatrix.add(basis, s.left, left, -1.0, s.gram, s.rows);
        } else {
            for (double[] row : s.gram) {
                Arrays.fill(row, 0.0);
            }
            NormalMatrix.add(basis, s.good, good, 1.0, s.gram, s.rows);
        }
    }

    private static void copy(double[][] from, double[][] to) {
        for (int i = 0; i < from.length; i++) {
            System.arraycopy(from[i], 0, to[i], 0, i + 1);
        }
    }

    private boolean solve(ProjectionScratch s, double noise) {
        int k = basis.components();
        double scale = spec.ridgeScalesWithNoise() ? noise * noise : 1.0;
        copy(s.gram, s.factor);
        System.arraycopy(s.rhs, 0, s.solution, 0, k);
        for (int i = 0; i < k; i++) {
            s.factor[i][i] += scale * spec.ridge()[i];
        }
        if (!Cholesky.factorise(s.factor, s.rows)) {
            return false;
        }
        Cholesky.solve(s.factor, s.solution);
        return true;
    }

    /** Takes outliers out of the list of good pixels and out of the normal equations; returns their number. */
    private int leaveOutliers(ProjectionScratch s, int good, double limit) {
        basis.reconstruct(s.solution, s.fitted);
        int kept = 0;
        int left = 0;
        for (int i = 0; i < good; i++) {
            int p = s.good[i];
            if (Math.abs(s.flux[p] - s.fitted[p]) > limit) {
                s.left[left++] = p;
            } else {
                s.good[kept++] = p;
            }
        }
        NormalMatrix.add(basis, s.left, left, -1.0, s.gram, s.rows);
        for (int i = 0; i < left; i++) {
            int p = s.left[i];
            for (int k = 0; k < s.rhs.length; k++) {
                s.rhs[k] -= basis.at(p, k) * s.residual[p];
            }
        }
        return left;
    }

    private ProjectedSpectrum result(
            GridSpectrum spectrum, ProjectionScratch s, double snr, int used, int outliers, double meanFlux) {
        boolean[] flags = new boolean[basis.pixels()];
        for (int i = 0; i < used; i++) {
            flags[s.good[i]] = true;
        }
        float[] windowCoverage = new float[mask.windows()];
        for (int w = 0; w < windowCoverage.length; w++) {
            int count = 0;
            for (int p = mask.start(w); p < mask.start(w + 1); p++) {
                count += flags[p] ? 1 : 0;
            }
            windowCoverage[w] = mask.unmasked(w) == 0 ? 0 : (float) ((double) count / mask.unmasked(w));
        }
        float[] coefficients = new float[basis.components()];
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] = (float) s.solution[k];
        }
        double coverage = (double) used / mask.unmasked();
        return new ProjectedSpectrum(
                spectrum, coefficients, snr, windowCoverage, coverage, flags, used, outliers, meanFlux);
    }

    private Projection lowCoverage(int used) {
        return new Projection.Refused(
                RejectCode.LOW_COVERAGE,
                String.format(
                        Locale.ROOT,
                        "Expected at least %.0f %% of the %d pixels that the model uses to be good, found %d",
                        100 * spec.minimumCoverage(),
                        mask.unmasked(),
                        used));
    }
}
