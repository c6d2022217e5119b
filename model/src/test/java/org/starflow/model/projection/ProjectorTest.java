package org.starflow.model.projection;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.model.GridSpectrum;
import org.starflow.model.Manifest;
import org.starflow.model.ModelPackage;
import org.starflow.model.TestPackages;
import org.starflow.schemas.RejectCode;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ProjectorTest {
    private static final double SNR = 100;

    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());
    private final Basis basis = model.basis();
    private final PixelMask mask = new PixelMask(model.manifest());
    private final Projector projector = new Projector(model.manifest(), basis);
    private final float[] flux = new float[model.pixels()];
    private final float[] weight = new float[model.pixels()];
    private final double[] reconstructed = new double[model.pixels()];

    @BeforeEach
    void star() {
        var random = new Random(11);
        double[] ridge = model.manifest().projection().ridge();
        double[] c = new double[basis.components()];
        for (int k = 0; k < c.length; k++) {
            c[k] = 0.3 * random.nextGaussian() / Math.sqrt(Math.max(ridge[k], 1.0));
        }
        basis.reconstruct(c, reconstructed);
        for (int p = 0; p < flux.length; p++) {
            flux[p] = (float) (reconstructed[p] + 0.01 * random.nextGaussian());
            weight[p] = 1e4f;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.02, 0.45})
    void agreesWithANaiveSolve(double missing) {
        // Given
        drop(missing);

        // When
        ProjectedSpectrum projected = (ProjectedSpectrum) project();

        // Then
        double[] naive = naive(used(projected), projected.meanFlux());
        same(projected.coefficients(), naive);
        assertThat(projected.outliers()).isZero();
        assertThat(projected.usedPixels()).isEqualTo(count());
        assertThat(projected.coverage()).isEqualTo((double) count() / mask.unmasked());
    }

    @Test
    void moreMissingThanGoodAgreesToo() {
        // Given: a model that asks for a tenth of the pixels only
        Manifest m = model.manifest();
        Manifest.ProjectionSpec s = m.projection();
        var lenient = new Projector(
                with(m, new Manifest.ProjectionSpec(s.basis(), s.ridge(), s.ridgeScalesWithNoise(), 0.1, 10, 1e6)),
                basis);
        drop(0.7);

        // When
        ProjectedSpectrum projected = (ProjectedSpectrum) lenient.project(spectrum());

        // Then
        double[] naive = naive(used(projected), projected.meanFlux());
        same(projected.coefficients(), naive);
    }

    @Test
    void outliersAreLeftOutInASecondSolve() {
        // Given: three cosmic rays
        List<Integer> hit = List.of(firstUnmasked(10), firstUnmasked(50), firstUnmasked(flux.length - 40));
        hit.forEach(p -> flux[p] += 0.5f);

        // When
        ProjectedSpectrum projected = (ProjectedSpectrum) project();

        // Then
        assertThat(projected.outliers()).isEqualTo(3);
        assertThat(hit).allSatisfy(p -> assertThat(projected.used()[p]).isFalse());
        double[] naive = naive(used(projected), projected.meanFlux());
        same(projected.coefficients(), naive);
    }

    @Test
    void cosmicRaysFarAboveTheContinuumSpoilNothing() {
        // Given
        float[] clean = ((ProjectedSpectrum) project()).coefficients();
        flux[firstUnmasked(20)] = 1e6f;
        flux[firstUnmasked(80)] = -1e30f;

        // When
        ProjectedSpectrum projected = (ProjectedSpectrum) project();

        // Then
        assertThat(projected.outliers()).isEqualTo(2);
        assertThat(projected.meanFlux()).isBetween(0.5, 1.1);
        for (int k = 0; k < clean.length; k++) {
            assertThat(projected.coefficients()[k]).isCloseTo(clean[k], within(0.05f));
        }
    }

    @Test
    void valuesOfBadAndMaskedPixelsDoNotMatter() {
        // Given
        drop(0.1);
        for (int p = 0; p < flux.length; p++) {
            weight[p] = mask.uses(p) ? weight[p] : 0;
        }
        float[] before = ((ProjectedSpectrum) project()).coefficients();
        for (int p = 0; p < flux.length; p++) {
            flux[p] = weight[p] > 0 ? flux[p] : p % 2 == 0 ? Float.NaN : 1e30f;
        }

        // When
        float[] after = ((ProjectedSpectrum) project()).coefficients();

        // Then
        assertThat(after).containsExactly(before);
    }

    @Test
    void coverageIsToldByWindow() {
        // Given: half of the second window is gone
        int middle = (mask.start(1) + mask.start(2)) / 2;
        Arrays.fill(weight, middle, mask.start(2), 0);

        // When
        ProjectedSpectrum projected = (ProjectedSpectrum) project();

        // Then
        assertThat(projected.windowCoverage()[0]).isEqualTo(1f);
        assertThat(projected.windowCoverage()[1]).isCloseTo(0.5f, within(0.2f));
    }

    @Test
    void tooFewPixelsAreRefused() {
        // Given
        drop(0.6);

        // Then
        assertThat(project()).isInstanceOfSatisfying(Projection.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(RejectCode.LOW_COVERAGE);
            assertThat(refused.message()).contains("Expected at least", "found " + count());
        });
    }

    @Test
    void manyThreadsGetTheSameBits() {
        // Given
        drop(0.05);
        float[] alone = ((ProjectedSpectrum) project()).coefficients();

        // When
        List<float[]> together = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> ((ProjectedSpectrum) project()).coefficients())
                .toList();

        // Then
        assertThat(together).allSatisfy(c -> assertThat(c).containsExactly(alone));
    }

    private static void same(float[] coefficients, double[] naive) {
        assertThat(coefficients).hasSameSizeAs(naive);
        for (int k = 0; k < naive.length; k++) {
            assertThat((double) coefficients[k]).isCloseTo(naive[k], within(5e-6));
        }
    }

    private void drop(double share) {
        var random = new Random(3);
        for (int p = 0; p < weight.length; p++) {
            weight[p] = random.nextDouble() < share ? 0 : weight[p];
        }
    }

    private int firstUnmasked(int from) {
        return IntStream.range(from, flux.length).filter(mask::uses).findFirst().orElseThrow();
    }

    private int count() {
        return (int) IntStream.range(0, flux.length)
                .filter(p -> mask.uses(p) && weight[p] > 0)
                .count();
    }

    private Projection project() {
        return projector.project(spectrum());
    }

    private GridSpectrum spectrum() {
        return new GridSpectrum(FloatBuffer.wrap(flux.clone()), FloatBuffer.wrap(weight.clone()), SNR);
    }

    private static int[] used(ProjectedSpectrum projected) {
        return IntStream.range(0, projected.used().length)
                .filter(p -> projected.used()[p])
                .toArray();
    }

    /** The normal equations written out, solved by Gaussian elimination with pivoting. */
    private double[] naive(int[] pixels, double meanFlux) {
        int n = basis.components();
        double noise = meanFlux
                / SNR
                * Math.sqrt(Arrays.stream(pixels)
                        .mapToDouble(p -> 1 / step(p))
                        .average()
                        .orElseThrow());
        double[][] a = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int p : pixels) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += (double) basis.at(p, i) * basis.at(p, j);
                }
                a[i][n] += basis.at(p, i) * ((double) flux[p] - basis.mean(p));
            }
            a[i][i] += noise * noise * model.manifest().projection().ridge()[i];
        }
        return Gauss.solve(a);
    }

    private double step(int pixel) {
        return mask.step(pixel < mask.start(1) ? 0 : 1);
    }

    private static Manifest with(Manifest m, Manifest.ProjectionSpec projection) {
        return new Manifest(
                m.format(),
                m.name(),
                m.version(),
                m.created(),
                m.labels(),
                m.grid(),
                m.snr(),
                m.mask(),
                projection,
                m.posterior(),
                m.latents(),
                m.emulator(),
                m.biasCorrection(),
                m.golden(),
                m.metrics(),
                m.training(),
                m.files());
    }
}
