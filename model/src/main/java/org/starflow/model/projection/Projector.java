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
        PixelCount count = sort(spectrum, s);
        if (count.good < spec.minimumCoverage() * mask.unmasked()) {
            return lowCoverage(count.good);
        }
        double meanFlux = NoiseModel.meanFlux(s.flux, s.good, count.good);
        double snr = snrSpec.clip(spectrum.snrPerAngstrom());
        double noise = NoiseModel.pixelSigma(mask, s.good, count.good, meanFlux, snr);
        double limit = Math.max(spec.outlierFloor(), spec.outlierSigma() * noise);
        leaveAbsurd(s, count, 1 + limit);
        normalEquations(s, count);
        if (!solve(s, noise)) {
            return lowCoverage(count.good);
        }
        boolean again = leaveOutliers(s, count, limit);
        if (count.good < spec.minimumCoverage() * mask.unmasked() || (again && !solve(s, noise))) {
            return lowCoverage(count.good);
        }
        return result(spectrum, s, snr, count, meanFlux);
    }

    /** Lists good and bad unmasked pixels and takes the mean spectrum off. */
    private PixelCount sort(GridSpectrum spectrum, ProjectionScratch s) {
        var count = new PixelCount();
        for (int p = 0; p < basis.pixels(); p++) {
            s.residual[p] = 0;
            if (mask.uses(p) && spectrum.good(p)) {
                s.residual[p] = (double) s.flux[p] - basis.mean(p);
                s.good[count.good++] = p;
            } else if (mask.uses(p)) {
                s.left[count.left++] = p;
            }
        }
        return count;
    }

    /**
     * Leaves out what no star can be before the first solve, which one cosmic ray of a hundred times the continuum would
     * otherwise spoil for all pixels: normalised fluxes, and so their mean, lie between 0 and 1.
     */
    private static void leaveAbsurd(ProjectionScratch s, PixelCount count, double limit) {
        int kept = 0;
        for (int i = 0; i < count.good; i++) {
            int p = s.good[i];
            if (Math.abs(s.residual[p]) > limit) {
                s.residual[p] = 0;
                s.left[count.left++] = p;
                count.outliers++;
            } else {
                s.good[kept++] = p;
            }
        }
        count.good = kept;
    }

    /** Over all unmasked pixels less those left out, or over the good ones where that is less work. */
    private void normalEquations(ProjectionScratch s, PixelCount count) {
        basis.multiply(s.residual, s.rhs);
        if (count.left <= count.good) {
            copy(fullGram, s.gram);
            NormalMatrix.add(basis, s.left, count.left, -1.0, s.gram, s.rows);
        } else {
            for (double[] row : s.gram) {
                Arrays.fill(row, 0.0);
            }
            NormalMatrix.add(basis, s.good, count.good, 1.0, s.gram, s.rows);
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

    /** Takes outliers out of the list of good pixels and out of the normal equations; returns whether there were any. */
    private boolean leaveOutliers(ProjectionScratch s, PixelCount count, double limit) {
        basis.reconstruct(s.solution, s.fitted);
        int kept = 0;
        int left = 0;
        for (int i = 0; i < count.good; i++) {
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
        count.good = kept;
        count.outliers += left;
        return left > 0;
    }

    private ProjectedSpectrum result(
            GridSpectrum spectrum, ProjectionScratch s, double snr, PixelCount count, double meanFlux) {
        int used = count.good;
        boolean[] flags = new boolean[basis.pixels()];
        for (int i = 0; i < used; i++) {
            flags[s.good[i]] = true;
        }
        float[] windowCoverage = new float[mask.windows()];
        for (int w = 0; w < windowCoverage.length; w++) {
            int usedInWindow = 0;
            for (int p = mask.start(w); p < mask.start(w + 1); p++) {
                usedInWindow += flags[p] ? 1 : 0;
            }
            windowCoverage[w] = mask.unmasked(w) == 0 ? 0 : (float) ((double) usedInWindow / mask.unmasked(w));
        }
        float[] coefficients = new float[basis.components()];
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] = (float) s.solution[k];
        }
        double coverage = (double) used / mask.unmasked();
        return new ProjectedSpectrum(
                spectrum, coefficients, snr, windowCoverage, coverage, flags, used, count.outliers, meanFlux);
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
