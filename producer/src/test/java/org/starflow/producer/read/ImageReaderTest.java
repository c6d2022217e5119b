package org.starflow.producer.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.v1.WavelengthMedium;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ImageReaderTest {
    private static final int N = 2000;

    @TempDir
    Path folder;

    @Test
    void readsALinearAxisAndTheHeader() throws Exception {
        // Given
        Map<String, Object> keys = axis(5400.0, 0.1);
        keys.put("CTYPE1", "AWAV");
        keys.put("OBJECT", "HD 1");
        keys.put("RA", "10:00:00");
        keys.put("DEC", "-00:30:00");
        keys.put("SPECSYS", "SOURCE");
        keys.put("SNR", 50.0);

        // When
        ObservedSpectrum s = SpectrumReader.read(FitsFiles.image(folder.resolve("a.b.fits"), flux(), keys, null));

        // Then
        assertThat(s.format()).isEqualTo(FileFormat.IMAGE_1D);
        assertThat(s.header().spectrumId()).isEqualTo("a.b");
        assertThat(s.header().targetId()).isEqualTo("HD 1");
        assertThat(s.header().ra()).isCloseTo(150, within(1e-9));
        assertThat(s.header().dec()).isCloseTo(-0.5, within(1e-9));
        assertThat(s.header().medium()).isEqualTo(WavelengthMedium.AIR);
        assertThat(s.header().frame()).isEqualTo(Frame.REST);
        assertThat(s.header().snrPerAngstrom()).as("50 a pixel of 0.1 A").isCloseTo(158.1, within(0.1));
        assertThat(s.pixels().size()).isEqualTo(N);
        assertThat(s.pixels().wavelength()[10]).isCloseTo(5401.0, within(1e-9));
        assertThat(s.notes()).isEmpty();
    }

    @Test
    void doesNotBelieveAUnitThatPutsTheSpectrumIntoTheInfrared() throws Exception {
        // Given
        Map<String, Object> keys = axis(5400.0, 0.1);
        keys.put("CUNIT1", "NM");

        // When
        ObservedSpectrum s = SpectrumReader.read(FitsFiles.image(folder.resolve("nm.fits"), flux(), keys, null));

        // Then
        assertThat(s.pixels().wavelength()[0]).isCloseTo(5400, within(1e-9));
        assertThat(s.notes()).anyMatch(n -> n.contains("angstrom although the file says NM"));
    }

    @Test
    void convertsNanometres() throws Exception {
        // Given
        Map<String, Object> keys = axis(540.0, 0.01);
        keys.put("CUNIT1", "nm");

        // When
        ObservedSpectrum s = SpectrumReader.read(FitsFiles.image(folder.resolve("nm.fits"), flux(), keys, null));

        // Then
        assertThat(s.pixels().wavelength()[100]).isCloseTo(5410, within(1e-6));
        assertThat(s.notes()).isEmpty();
    }

    @Test
    void readsLogLinearAxes() throws Exception {
        // Given
        double step = 1e-5;
        Map<String, Object> iraf = axis(Math.log10(5400), step);
        iraf.put("DC-FLAG", 1);
        Map<String, Object> natural = axis(Math.log(5400), step);
        natural.put("CTYPE1", "LOG-LINEAR");
        Map<String, Object> paper3 = axis(5400.0, 0.05);
        paper3.put("CTYPE1", "WAVE-LOG");

        // When
        double ten = wave(iraf, 100);
        double e = wave(natural, 100);
        ObservedSpectrum log = SpectrumReader.read(FitsFiles.image(folder.resolve("l.fits"), flux(), paper3, null));

        // Then
        assertThat(ten).isCloseTo(5400 * Math.pow(10, 100 * step), within(1e-6));
        assertThat(e).isCloseTo(5400 * Math.exp(100 * step), within(1e-6));
        assertThat(log.pixels().wavelength()[100]).isCloseTo(5400 * Math.exp(5.0 / 5400), within(1e-6));
        assertThat(log.header().medium()).isEqualTo(WavelengthMedium.VACUUM);
    }

    @Test
    void readsTheReferencePixelAndCd11() throws Exception {
        // Given
        Map<String, Object> keys = new HashMap<>(Map.of("CRVAL1", 5400.0, "CD1_1", 0.1, "CRPIX1", 11.0));

        // When
        double first = wave(keys, 0);

        // Then
        assertThat(first).isCloseTo(5399, within(1e-9));
    }

    @Test
    void takesErrorsFromAnExtensionAndMarksGapsZerosAndNaN() throws Exception {
        // Given
        float[] flux = flux();
        Arrays.fill(flux, 500, 700, 0f);
        flux[10] = Float.NaN;
        flux[11] = -5f;
        flux[12] = Float.POSITIVE_INFINITY;
        Arrays.fill(flux, 1000, 1020, 0.75f);
        var sigma = new float[N];
        Arrays.fill(sigma, 0.01f);
        sigma[20] = 0;

        // When
        Path file = FitsFiles.image(folder.resolve("e.fits"), flux, axis(5400.0, 0.1), sigma);
        Pixels pixels = SpectrumReader.read(file).pixels();

        // Then
        assertThat(pixels.variance()[0]).isCloseTo(1e-4, within(1e-9));
        for (int bad : new int[] {10, 11, 12, 20, 500, 600, 699, 1000, 1019}) {
            assertThat(pixels.good()[bad]).as("pixel " + bad).isFalse();
        }
        assertThat(pixels.goodCount()).isEqualTo(N - 4 - 200 - 20);
    }

    @Test
    void keepsNegativeFluxThatIsNoise() throws Exception {
        // Given
        float[] flux = flux();
        flux[30] = -0.3f;
        flux[31] = -2f;
        var sigma = new float[N];
        Arrays.fill(sigma, 0.2f);

        // When
        Path file = FitsFiles.image(folder.resolve("n.fits"), flux, axis(5400.0, 0.1), sigma);
        Pixels pixels = SpectrumReader.read(file).pixels();

        // Then
        assertThat(pixels.good()[30]).isTrue();
        assertThat(pixels.good()[31]).isFalse();
    }

    @Test
    void scalesIntegerImages() throws Exception {
        // Given
        var counts = new short[N];
        for (int i = 0; i < N; i++) {
            counts[i] = (short) (100 + i % 7);
        }
        Map<String, Object> keys = axis(5400.0, 0.1);
        keys.put("BSCALE", 0.5);
        keys.put("BZERO", 10.0);

        // When
        Pixels pixels = SpectrumReader.read(FitsFiles.image(folder.resolve("i.fits"), counts, keys, null))
                .pixels();

        // Then
        assertThat(pixels.flux()[3]).isEqualTo(10 + 0.5 * 103);
    }

    @Test
    void refusesAnImageWithoutWavelengths() throws Exception {
        // Given
        Path file = FitsFiles.image(folder.resolve("w.fits"), flux(), Map.of("OBJECT", "x"), null);

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(file))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("w.fits: expected a wavelength axis in CRVAL1 and CDELT1");
    }

    private double wave(Map<String, Object> keys, int pixel) throws Exception {
        return SpectrumReader.read(FitsFiles.image(folder.resolve("x.fits"), flux(), keys, null))
                .pixels()
                .wavelength()[pixel];
    }

    private static Map<String, Object> axis(double start, double step) {
        return new HashMap<>(Map.of("CRVAL1", start, "CDELT1", step, "CRPIX1", 1.0));
    }

    private static float[] flux() {
        var flux = new float[N];
        for (int i = 0; i < N; i++) {
            flux[i] = (float) (1 + 0.1 * Math.sin(i));
        }
        return flux;
    }
}
