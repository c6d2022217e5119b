package org.starflow.producer.reduce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.producer.read.Pixels;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ResamplerTest {
    private static final ModelGrid GRID = new ModelGrid(new TestModel().manifest());
    private static final double LINE = 5230;

    @Test
    void brings115000To20000() {
        // Given
        double native115 = LINE / 115_000 / 2.3548;
        Pixels pixels = pixels(0.01, w -> 1 - 0.8 * Math.exp(-Math.pow((w - LINE) / native115, 2) / 2));

        // When
        GridFlux flux = Resampler.resample(pixels, GRID, Resampler.sigmaLn(115_000, 20_000));

        // Then
        double expected = Math.sqrt(Math.pow(LINE / 20_000, 2) + Math.pow(0.05 * 2.3548 / Math.sqrt(12), 2));
        assertThat(fwhm(flux)).isCloseTo(expected, within(0.002));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.007, 0.031, 0.05, 0.11})
    void conservesTheEquivalentWidth(double step) {
        // Given
        double sigma = 0.2;
        double depth = 0.5;
        Pixels pixels = pixels(step, w -> 1 - depth * Math.exp(-Math.pow((w - LINE) / sigma, 2) / 2));

        // When
        GridFlux plain = Resampler.resample(pixels, GRID, 0);
        GridFlux convolved = Resampler.resample(pixels, GRID, Resampler.sigmaLn(48_000, 20_000));

        // Then
        double width = depth * sigma * Math.sqrt(2 * Math.PI);
        assertThat(equivalentWidth(plain)).isCloseTo(width, within(1e-4));
        assertThat(equivalentWidth(convolved)).isCloseTo(width, within(1e-4));
    }

    @Test
    void doesNotFillGapsAndBridgesSinglePixels() {
        // Given
        Pixels whole = pixels(0.01, w -> 1);
        boolean[] good = whole.good().clone();
        int gap = index(whole, 5220);
        Arrays.fill(good, gap, gap + 500, false);
        good[index(whole, 5250)] = false;

        // When
        GridFlux flux = Resampler.resample(
                new Pixels(whole.wavelength(), whole.flux(), null, good), GRID, Resampler.sigmaLn(115_000, 20_000));

        // Then
        for (int i = 0; i < GRID.pixels(); i++) {
            double w = GRID.wavelength(i);
            if (w > 5220 && w < 5225) {
                assertThat(flux.good()[i]).as("%.2f", w).isFalse();
            } else if (w < 5219.7 || (w > 5225.3 && w < 5290)) {
                assertThat(flux.good()[i]).as("%.2f", w).isTrue();
                assertThat(flux.flux()[i]).isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    void leavesWhatIsNotCoveredWithoutAValue() {
        // Given
        Pixels whole = pixels(0.02, w -> 1);
        Pixels part = whole.slice(index(whole, 5200), index(whole, 5300));

        // When
        GridFlux flux = Resampler.resample(part, GRID, 0);

        // Then
        assertThat(flux.goodCount(0, 2800)).isCloseTo(2000, within(2));
        assertThat(flux.goodCount(2800, 5600)).isZero();
    }

    @Test
    void propagatesTheVarianceOfWhiteNoise() {
        // Given
        double sigma = 0.1;
        var random = new SplittableRandom(3);
        Pixels clean = pixels(0.01, w -> 1);
        var noisy = new double[clean.size()];
        var variance = new double[clean.size()];
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] = 1 + sigma * random.nextGaussian();
            variance[i] = sigma * sigma;
        }

        // When
        GridFlux flux = Resampler.resample(
                new Pixels(clean.wavelength(), noisy, variance, clean.good()),
                GRID,
                Resampler.sigmaLn(115_000, 20_000));

        // Then
        double sum = 0;
        int n = 0;
        for (int i = 0; i < 2800; i++) {
            if (flux.good()[i]) {
                sum += Math.pow(flux.flux()[i] - 1, 2) / flux.variance()[i];
                n++;
            }
        }
        assertThat(sum / n).isCloseTo(1, within(0.25));
    }

    private static Pixels pixels(double step, DoubleUnaryOperator flux) {
        int n = (int) (150 / step);
        var wave = new double[n];
        var values = new double[n];
        var good = new boolean[n];
        for (int i = 0; i < n; i++) {
            wave[i] = 5157 + step * i;
            values[i] = mean(flux, wave[i] - step / 2, wave[i] + step / 2);
            good[i] = true;
        }
        return new Pixels(wave, values, null, good);
    }

    private static double mean(DoubleUnaryOperator f, double a, double b) {
        double sum = 0;
        for (int k = 0; k < 20; k++) {
            sum += f.applyAsDouble(a + (k + 0.5) * (b - a) / 20);
        }
        return sum / 20;
    }

    private static int index(Pixels pixels, double wavelength) {
        int i = Arrays.binarySearch(pixels.wavelength(), wavelength);
        return i >= 0 ? i : -i - 1;
    }

    private static double equivalentWidth(GridFlux flux) {
        double sum = 0;
        for (int i = 0; i < 2800; i++) {
            if (Math.abs(GRID.wavelength(i) - LINE) < 5) {
                sum += (1 - flux.flux()[i]) * 0.05;
            }
        }
        return sum;
    }

    /** From the second moment, as for a Gaussian. */
    private static double fwhm(GridFlux flux) {
        double sum = 0;
        double second = 0;
        for (int i = 0; i < 2800; i++) {
            double x = GRID.wavelength(i) - LINE;
            if (Math.abs(x) < 1.5) {
                sum += 1 - flux.flux()[i];
                second += x * x * (1 - flux.flux()[i]);
            }
        }
        return 2.3548 * Math.sqrt(second / sum);
    }
}
