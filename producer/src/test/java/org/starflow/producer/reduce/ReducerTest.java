package org.starflow.producer.reduce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.producer.read.Frame;
import org.starflow.producer.read.ObservedSpectrum;
import org.starflow.producer.read.Pixels;
import org.starflow.producer.reduce.TestSpectra.Observation;
import org.starflow.v1.SnrSource;
import org.starflow.v1.Spectrum;
import org.starflow.v1.WavelengthMedium;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ReducerTest {
    private static final TestModel MODEL = new TestModel();
    private static final ModelGrid GRID = new ModelGrid(MODEL.manifest());
    private static final Reducer REDUCER = new Reducer(MODEL.manifest(), MODEL, "test");

    @ParameterizedTest
    @CsvSource({"5770, 4.4, 0", "4500, 1.5, -2.2", "4600, 2.5, 0.2", "6500, 4.1, -0.5"})
    void recoversTheContinuumOfASteepSpectrum(double teff, double logg, double feh) throws Exception {
        // Given
        double[] labels = TestModel.star(teff, logg, feh);
        Observation steep = Observation.clean()
                .with(60_000, 0.02)
                .at(-57)
                .noise(200)
                .continuum(w -> 4e-14 * Math.pow(w / 6000, -4) * (1 + 0.05 * Math.sin(w / 40)));

        // When
        Spectrum s = reduce(TestSpectra.observed(
                TestSpectra.pixels(labels, steep), Frame.UNSTATED, WavelengthMedium.AIR, 60_000.0, null));

        // Then
        assertThat(s.getRadialVelocity()).isCloseTo(-57, within(0.5));
        assertThat(s.getNormalised()).isTrue();
        assertThat(bias(s, labels)).as("mean of observed - true").isCloseTo(0, within(0.004));
        assertThat(scatter(s, labels)).as("noise of 0.02 a pixel, smoothed").isLessThan(0.02);
        assertThat(s.getProvenance().getReduction().get("continuum")).contains("not normalised", "upper envelope");
    }

    @Test
    void leavesANormalisedSpectrumNearlyAlone() throws Exception {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean().noise(300));

        // When
        Spectrum s = reduce(TestSpectra.observed(pixels, Frame.REST, WavelengthMedium.AIR, 20_000.0, true));

        // Then
        assertThat(bias(s, TestModel.sun())).isCloseTo(0, within(0.002));
        assertThat(s.getRadialVelocity()).isNull();
        assertThat(s.getSnrSource()).isEqualTo(SnrSource.FLUX);
        assertThat(s.getProvenance().getReduction().get("frame")).isEqualTo("rest, as given");
        assertThat(s.getProvenance().getReduction().get("resolution")).contains("not convolved");
    }

    @Test
    void recognisesVacuumWavelengthsThatNobodyNamed() throws Exception {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean().inVacuum());

        // When
        Spectrum s = reduce(TestSpectra.observed(pixels, Frame.UNSTATED, WavelengthMedium.UNKNOWN, 20_000.0, true));

        // Then
        assertThat(s.getWavelengthMedium()).isEqualTo(WavelengthMedium.AIR);
        assertThat(s.getProvenance().getReduction().get("medium")).contains("vacuum to air");
        assertThat(scatter(s, TestModel.sun())).isLessThan(0.01);
    }

    @Test
    void convertsVacuumAtAVelocity() throws Exception {
        // Given
        Pixels pixels = TestSpectra.pixels(
                TestModel.sun(), Observation.clean().inVacuum().at(240));

        // When
        Spectrum s = reduce(TestSpectra.observed(pixels, Frame.NOT_REST, WavelengthMedium.VACUUM, 20_000.0, true));

        // Then
        assertThat(s.getRadialVelocity()).isCloseTo(240, within(0.3));
        assertThat(scatter(s, TestModel.sun())).isLessThan(0.01);
    }

    @Test
    void takesAVelocityThatSomebodyGives() throws Exception {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean().at(30));
        ObservedSpectrum observed = TestSpectra.observed(pixels, Frame.UNSTATED, WavelengthMedium.AIR, 20_000.0, true);

        // When
        Spectrum s = REDUCER.reduce(observed, new ReductionOptions(30.0, null, null, null, null, 99.0));

        // Then
        assertThat(s.getRadialVelocity()).isEqualTo(30);
        assertThat(s.getSnr()).isEqualTo(99);
        assertThat(scatter(s, TestModel.sun())).isLessThan(0.01);
    }

    @Test
    void carriesBadPixelsAndCosmicRaysThroughAsZeroWeight() throws Exception {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean().noise(100));
        boolean[] good = pixels.good().clone();
        double[] flux = pixels.flux().clone();
        Arrays.fill(good, 1000, 1200, false);
        flux[2001] = 40;

        // When
        Spectrum s = reduce(TestSpectra.observed(
                new Pixels(pixels.wavelength(), flux, null, good), Frame.REST, WavelengthMedium.AIR, 20_000.0, true));

        // Then
        FloatBuffer weight = floats(s.getWindows().getFirst().getInverseVariance());
        FloatBuffer values = floats(s.getWindows().getFirst().getFlux());
        int gap = (int) Math.round((5140 + 0.05 * 1100 - 5160.05) / 0.05);
        int spike = (int) Math.round((5140 + 0.05 * 2001 - 5160.05) / 0.05);
        assertThat(weight.get(gap)).isZero();
        assertThat(weight.get(spike)).isZero();
        for (int i = 0; i < values.limit(); i++) {
            assertThat(values.get(i)).isBetween(-0.2f, 1.3f);
        }
    }

    @Test
    void refusesWhatDoesNotCoverTheWindows() {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean());
        Pixels short1 = pixels.slice(0, 2000);
        Pixels elsewhere = pixels.slice(4000, 9000);

        // When // Then
        assertThatThrownBy(() -> reduce(TestSpectra.observed(short1, Frame.REST, WavelengthMedium.AIR, 2e4, true)))
                .isInstanceOf(ReductionRefused.class)
                .hasMessageContaining("expected good pixels over at least 50 %");
        assertThatThrownBy(() -> reduce(TestSpectra.observed(elsewhere, Frame.REST, WavelengthMedium.AIR, 2e4, true)))
                .isInstanceOf(ReductionRefused.class);
    }

    @Test
    void refusesALowResolvingPower() {
        // Given
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean().with(6500, 0.25));

        // When // Then
        assertThatThrownBy(() -> reduce(TestSpectra.observed(pixels, Frame.REST, WavelengthMedium.AIR, 6500.0, true)))
                .isInstanceOf(ReductionRefused.class)
                .hasMessageContaining("expected a resolving power of at least 17000, found 6500");
        assertThatThrownBy(() -> reduce(TestSpectra.observed(pixels, Frame.REST, WavelengthMedium.AIR, null, true)))
                .isInstanceOf(ReductionRefused.class)
                .hasMessageContaining("expected a resolving power of at least 17000");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e300, 1e-300, 1e-17, 1, Double.MIN_VALUE})
    void reducesOrRefusesPixelsOfAnySize(double level) {
        // Given
        var random = new SplittableRandom(9);
        Pixels pixels = TestSpectra.pixels(TestModel.sun(), Observation.clean());
        var flux = new double[pixels.size()];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = level * random.nextDouble(0, 3) * (random.nextInt(50) == 0 ? 1e6 : 1);
        }
        var odd = new Pixels(pixels.wavelength(), flux, null, pixels.good());

        // When
        boolean ended;
        try {
            Spectrum s = reduce(TestSpectra.observed(odd, Frame.UNSTATED, WavelengthMedium.UNKNOWN, null, null));
            ended = s.getNormalised();
        } catch (ReductionRefused e) {
            ended = e.getMessage().startsWith("expected ");
        }

        // Then
        assertThat(ended).isTrue();
    }

    private static Spectrum reduce(ObservedSpectrum observed) throws ReductionRefused {
        return REDUCER.reduce(observed, ReductionOptions.none());
    }

    private static double bias(Spectrum s, double[] labels) {
        double[] difference = difference(s, labels);
        return Arrays.stream(difference).average().orElseThrow();
    }

    private static double scatter(Spectrum s, double[] labels) {
        return Statistics.robustSigma(difference(s, labels));
    }

    private static double[] difference(Spectrum s, double[] labels) {
        var difference = new double[GRID.pixels()];
        int n = 0;
        int pixel = 0;
        for (var window : s.getWindows()) {
            FloatBuffer flux = floats(window.getFlux());
            FloatBuffer weight = floats(window.getInverseVariance());
            for (int i = 0; i < window.getN(); i++, pixel++) {
                if (weight.get(i) > 0) {
                    difference[n++] = flux.get(i) - MODEL.flux(labels, GRID.wavelength(pixel), 20_000);
                }
            }
        }
        return Arrays.copyOf(difference, n);
    }

    private static FloatBuffer floats(ByteBuffer bytes) {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
