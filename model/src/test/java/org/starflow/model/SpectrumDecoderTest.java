package org.starflow.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.starflow.schemas.RejectCode;
import org.starflow.v1.Spectrum;
import org.starflow.v1.WavelengthMedium;
import org.starflow.v1.Window;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class SpectrumDecoderTest {
    private final ModelPackage model = ModelPackage.load(TestPackages.tiny());
    private final SpectrumDecoder decoder = new SpectrumDecoder(model);
    private final TestSpectra spectra = new TestSpectra(model);

    @Test
    void windowsBecomeOneSpectrum() {
        // Given
        Spectrum spectrum = spectra.mean().build();

        // When
        GridSpectrum grid = valid(spectrum).grid();

        // Then
        assertThat(grid.inverseVariance()).isNull();
        assertThat(grid.snrPerAngstrom()).isEqualTo(TestSpectra.SNR);
        for (int p = 0; p < model.pixels(); p++) {
            assertThat(grid.flux().get(p)).isEqualTo(model.basis().mean(p));
        }
        assertThat(spectrum.getWindows().getFirst().getFlux().position()).isZero();
    }

    @Test
    void bytesBehindAPositionAreRead() {
        // Given: Avro may hand out a buffer that does not begin at 0
        Spectrum spectrum = spectra.mean().build();
        Window w = spectrum.getWindows().getFirst();
        ByteBuffer shifted = ByteBuffer.allocate(7 + w.getFlux().remaining());
        shifted.position(7).put(w.getFlux().duplicate()).position(7);

        // When
        GridSpectrum grid = valid(withWindow(with(w, shifted, null, null))).grid();

        // Then
        assertThat(grid.flux().get(0)).isEqualTo(model.basis().mean(0));
        assertThat(shifted.position()).isEqualTo(7);
    }

    @Test
    void badPixelsGetWeightZero() {
        // Given
        Window w = spectra.windows(ones(), new Random(1)).getFirst();
        ByteBuffer flux = copy(w.getFlux());
        flux.putFloat(0, Float.NaN).putFloat(4, Float.POSITIVE_INFINITY);
        ByteBuffer weights = copy(w.getInverseVariance());
        weights.putFloat(8, 0f).putFloat(12, -1f).putFloat(16, Float.NaN).putFloat(20, Float.POSITIVE_INFINITY);
        ByteBuffer quality = ByteBuffer.allocate(w.getN()).put(6, (byte) 2);

        // When
        GridSpectrum grid = valid(withWindow(with(w, flux, weights, quality))).grid();

        // Then
        for (int p = 0; p < 7; p++) {
            assertThat(grid.inverseVariance().get(p)).as("pixel %d", p).isZero();
            assertThat(grid.good(p)).isFalse();
        }
        assertThat(grid.good(7)).isTrue();
        assertThat(grid.inverseVariance().get(7)).isEqualTo(weights.getFloat(28));
    }

    @Test
    void withoutInverseVarianceTheSnrGivesIt() {
        // Given
        Window w = spectra.mean().build().getWindows().getFirst();
        ByteBuffer quality = ByteBuffer.allocate(w.getN()).put(0, (byte) 1);

        // When
        GridSpectrum grid =
                valid(withWindow(with(w, w.getFlux(), null, quality))).grid();

        // Then
        double step = w.getWavelengthStep();
        assertThat(grid.inverseVariance().get(0)).isZero();
        assertThat((double) grid.inverseVariance().get(1)).isBetween(1e4 * step, 1e4 * step * 3);
    }

    @Test
    void allNotANumberIsInvalid() {
        // Given
        float[] flux = new float[model.pixels()];
        Arrays.fill(flux, Float.NaN);

        // Then
        refused(spectra.mean().setWindows(spectra.windows(flux, null)).build(), RejectCode.INVALID_FLUX);
        refused(
                spectra.mean()
                        .setWindows(spectra.windows(new float[model.pixels()], null))
                        .build(),
                RejectCode.INVALID_FLUX);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.1f, 3f, -1f, 1e17f})
    void fluxFarFromOneIsImplausible(float level) {
        // Given
        float[] flux = ones();
        for (int p = 0; p < flux.length; p++) {
            flux[p] *= level;
        }

        // Then
        refused(spectra.mean().setWindows(spectra.windows(flux, null)).build(), RejectCode.IMPLAUSIBLE_FLUX);
    }

    @Test
    void coverageBelowTheMinimumIsRefused() {
        // Given: good pixels end at a third of the first window
        Spectrum spectrum = spectra.mean().build();
        int n = model.manifest().grid().windows().getFirst().n() / 3;
        var windows = new ArrayList<Window>();
        for (Window w : spectrum.getWindows()) {
            float[] weights = new float[w.getN()];
            Arrays.fill(weights, 0, windows.isEmpty() ? n : 0, 100f);
            windows.add(with(w, w.getFlux(), TestSpectra.bytes(weights), null));
        }

        // Then
        refused(spectra.mean().setWindows(windows).build(), RejectCode.LOW_COVERAGE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -5, 1.1e6, Double.NaN, Double.POSITIVE_INFINITY})
    void absurdSnrIsRefused(double snr) {
        refused(spectra.mean().setSnr(snr).build(), RejectCode.SNR_INVALID);
    }

    @Test
    void headerIsChecked() {
        refused(spectra.mean().setSnr(null).build(), RejectCode.SNR_MISSING);
        refused(spectra.mean().setSpectrumId(" ").build(), RejectCode.INVALID_ID);
        refused(spectra.mean().setSpectrumId("x".repeat(201)).build(), RejectCode.INVALID_ID);
        refused(spectra.mean().setWavelengthMedium(WavelengthMedium.UNKNOWN).build(), RejectCode.WRONG_MEDIUM);
        refused(spectra.mean().setRestFrame(false).build(), RejectCode.NOT_REST_FRAME);
        refused(spectra.mean().setNormalised(false).build(), RejectCode.NOT_NORMALISED);
        double r = model.manifest().grid().resolvingPower();
        refused(spectra.mean().setResolvingPower(1.03 * r).build(), RejectCode.WRONG_RESOLUTION);
        refused(spectra.mean().setResolvingPower(Double.NaN).build(), RejectCode.WRONG_RESOLUTION);
        assertThat(valid(spectra.mean().setResolvingPower(1.01 * r).build())).isNotNull();
    }

    @Test
    void gridIsChecked() {
        // Given
        Spectrum spectrum = spectra.mean().build();
        Window w = spectrum.getWindows().getFirst();

        // Then
        refused(spectra.mean().setWindows(List.of(w)).build(), RejectCode.WRONG_GRID);
        refused(spectra.mean().setWindows(spectrum.getWindows().reversed()).build(), RejectCode.WRONG_GRID);
        refused(
                withWindow(on(w, w.getWavelengthStart() + w.getWavelengthStep(), w.getWavelengthStep())),
                RejectCode.WRONG_GRID);
        refused(withWindow(on(w, w.getWavelengthStart(), w.getWavelengthStep() * 1.001)), RejectCode.WRONG_GRID);
        refused(withWindow(on(w, Double.NaN, w.getWavelengthStep())), RejectCode.WRONG_GRID);
        ByteBuffer shortFlux = w.getFlux().duplicate().limit(w.getFlux().limit() - 1);
        refused(withWindow(with(w, shortFlux, null, null)), RejectCode.WRONG_GRID);
        refused(withWindow(with(w, w.getFlux(), ByteBuffer.allocate(3), null)), RejectCode.WRONG_GRID);
        refused(withWindow(with(w, w.getFlux(), null, ByteBuffer.allocate(3))), RejectCode.WRONG_GRID);
    }

    private DecodedSpectrum.Valid valid(Spectrum spectrum) {
        return (DecodedSpectrum.Valid) decoder.decode(spectrum);
    }

    private void refused(Spectrum spectrum, RejectCode code) {
        assertThat(decoder.decode(spectrum)).isInstanceOfSatisfying(DecodedSpectrum.Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo(code);
            assertThat(invalid.message()).containsIgnoringCase("expected").contains("found");
        });
    }

    private Spectrum withWindow(Window first) {
        List<Window> windows = new ArrayList<>(spectra.mean().build().getWindows());
        windows.set(0, first);
        return spectra.mean().setWindows(windows).build();
    }

    private float[] ones() {
        float[] flux = new float[model.pixels()];
        Arrays.fill(flux, 1f);
        return flux;
    }

    private static Window with(Window w, ByteBuffer flux, ByteBuffer inverseVariance, ByteBuffer quality) {
        return new Window(
                w.getArm(), w.getWavelengthStart(), w.getWavelengthStep(), w.getN(), flux, inverseVariance, quality);
    }

    private static Window on(Window w, double start, double step) {
        return new Window(w.getArm(), start, step, w.getN(), w.getFlux(), null, null);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining())
                .put(bytes.duplicate())
                .flip()
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
