package org.starflow.model.engine;

import org.starflow.model.GridSpectrum;
import org.starflow.model.ModelPackage;
import org.starflow.model.projection.Basis;
import org.starflow.model.projection.NoiseModel;
import org.starflow.model.projection.PixelMask;
import org.starflow.model.projection.ProjectedSpectrum;
import org.starflow.schemas.ResultFlag;

/**
 * χ² = Σ (f − f_MAP)² / (σ² + model_error²) over the pixels that the projection used; degrees of freedom: their number
 * less that of the labels. σ² is the spectrum's own variance, or (mean flux / S/N_pixel)² where it has none.
 */
final class Resimulation {
    private final Basis basis;
    private final PixelMask mask;
    private final double modelVariance;
    private final double misfit;
    private final int labels;

    Resimulation(ModelPackage model) {
        this.basis = model.basis();
        this.mask = new PixelMask(model.manifest());
        double error = model.manifest().emulator().modelError();
        this.modelVariance = error * error;
        this.misfit = model.manifest().emulator().misfitChi2Reduced();
        this.labels = model.manifest().labels().size();
    }

    /** The posterior with χ² of the coefficients that the emulator gives for its MAP. */
    Posterior compare(Posterior p, ProjectedSpectrum spectrum, float[] emulated) {
        double chi2 = chi2(spectrum, emulated);
        int dof = spectrum.usedPixels() - labels;
        boolean misfits = dof > 0 && chi2 / dof > misfit;
        long flags = p.flags() | (misfits ? ResultFlag.RESIMULATION_MISFIT.mask() : 0);
        return new Posterior(
                p.labels(),
                p.correlation(),
                p.draws(),
                p.kept(),
                p.fReject(),
                p.logDensity(),
                p.snr(),
                p.coverage(),
                chi2,
                dof,
                flags,
                p.samples());
    }

    private double chi2(ProjectedSpectrum s, float[] emulated) {
        double[] coefficients = new double[emulated.length];
        for (int k = 0; k < emulated.length; k++) {
            coefficients[k] = emulated[k];
        }
        double[] flux = new double[basis.pixels()];
        basis.reconstruct(coefficients, flux);
        double sum = 0;
        for (int w = 0; w < mask.windows(); w++) {
            double sigma = NoiseModel.sigma(s.meanFlux(), s.source().snrPerAngstrom(), mask.step(w));
            for (int p = mask.start(w); p < mask.start(w + 1); p++) {
                if (s.used()[p]) {
                    double difference = s.source().flux().get(p) - flux[p];
                    sum += difference * difference / (variance(s.source(), p, sigma) + modelVariance);
                }
            }
        }
        return sum;
    }

    private static double variance(GridSpectrum source, int p, double sigma) {
        return source.inverseVariance() == null
                ? sigma * sigma
                : 1.0 / source.inverseVariance().get(p);
    }
}
