package org.starflow.producer.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.v1.WavelengthMedium;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TableReaderTest {
    private static final int N = 1000;

    @TempDir
    Path folder;

    @Test
    void reads4mostL1() throws Exception {
        // Given
        var quality = new short[N];
        quality[5] = 4;
        var wave = new float[N];
        for (int i = 0; i < N; i++) {
            wave[i] = (float) ((i < 500 ? 5500 : 6200) + 0.05 * i);
        }
        Path file = FitsFiles.table(
                folder.resolve("qmost_LJ1.fits"),
                List.of("WAVE", "FLUX", "ERR_FLUX", "QUAL", "FLUX_NOSS"),
                List.<Object[]>of(new Object[] {wave, ramp(300), constant(3), quality, ramp(1)}),
                Map.of("SPECUID", 66123456L, "RA", 150.5, "DECL", -20.25, "MJD-OBS", 60000.5, "TRG_UID", 77L),
                Map.of("TUNIT1", "angstrom"));

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.format()).isEqualTo(FileFormat.FOURMOST_L1);
        assertThat(s.header().spectrumId()).isEqualTo("66123456");
        assertThat(s.header().targetId()).isEqualTo("77");
        assertThat(s.header().ra()).isEqualTo(150.5);
        assertThat(s.header().dec()).isEqualTo(-20.25);
        assertThat(s.header().mjd()).isEqualTo(60000.5);
        assertThat(s.pixels().good()[5]).isFalse();
        assertThat(s.pixels().goodCount()).isEqualTo(N - 1);
        assertThat(s.pixels().variance()[0]).isCloseTo(9, within(1e-6));
        assertThat(s.pixels().wavelength()[500] - s.pixels().wavelength()[499])
                .as("gap between the arms")
                .isGreaterThan(600);
    }

    @Test
    void readsTheVariantWithInverseVariance() throws Exception {
        // Given
        float[] inverse = constant(0.25f);
        inverse[7] = 0;
        Path file = FitsFiles.table(
                folder.resolve("v.fits"),
                List.of("WAVE", "FLUX", "FLUX_IVAR"),
                List.<Object[]>of(new Object[] {wave(5400, 0.1), ramp(300), inverse}),
                Map.of("SPECUID", "S-1", "SNR", 80.0),
                Map.of());

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.pixels().variance()[0]).isCloseTo(4, within(1e-6));
        assertThat(s.pixels().good()[7]).isFalse();
        assertThat(s.header().snrPerAngstrom()).as("4MOST gives S/N per A").isEqualTo(80);
    }

    @Test
    void readsAnEsoScienceDataProduct() throws Exception {
        // Given
        Path file = FitsFiles.table(
                folder.resolve("ADP.fits"),
                List.of("WAVE", "FLUX", "ERR"),
                List.<Object[]>of(new Object[] {wave(540, 0.01), ramp(2), constant(0.02f)}),
                Map.of(
                        "PRODCATG",
                        "SCIENCE.SPECTRUM",
                        "SPEC_RES",
                        42000.0,
                        "SNR",
                        100.0,
                        "CONTNORM",
                        false,
                        "SPECSYS",
                        "BARYCENT",
                        "EXPTIME",
                        600.0),
                Map.of("TUNIT1", "nm", "TUCD1", "em.wl"));

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.format()).isEqualTo(FileFormat.ESO_SDP);
        assertThat(s.pixels().wavelength()[0]).isCloseTo(5400, within(1e-3));
        assertThat(s.header().medium()).isEqualTo(WavelengthMedium.VACUUM);
        assertThat(s.header().frame()).isEqualTo(Frame.NOT_REST);
        assertThat(s.header().resolvingPower()).isEqualTo(42000);
        assertThat(s.header().normalised()).isFalse();
        assertThat(s.header().exposureTime()).isEqualTo(600);
        assertThat(s.header().snrPerAngstrom()).as("ESO gives S/N per pixel").isCloseTo(316.2, within(0.5));
    }

    @Test
    void readsOneRowForEachPixel() throws Exception {
        // Given
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < N; i++) {
            rows.add(new Object[] {new double[] {5400 + 0.1 * i}, new float[] {1 + i % 3}});
        }
        Path file = FitsFiles.table(folder.resolve("r.fits"), List.of("LAMBDA", "FLUX"), rows, Map.of(), Map.of());

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.format()).isEqualTo(FileFormat.TABLE_1D);
        assertThat(s.pixels().size()).isEqualTo(N);
        assertThat(s.pixels().wavelength()[10]).isCloseTo(5401, within(1e-9));
    }

    @Test
    void refusesManySpectraInOneTable() throws Exception {
        // Given
        Object[] row = {wave(5400, 0.1), ramp(1)};
        Path file = FitsFiles.table(
                folder.resolve("mec.fits"), List.of("WAVE", "FLUX"), List.of(row, row), Map.of(), Map.of());

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(file))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("expected one spectrum")
                .hasMessageContaining("2 rows with arrays of 1000");
    }

    @Test
    void refusesColumnsOfDifferentLength() throws Exception {
        // Given
        Path file = FitsFiles.table(
                folder.resolve("d.fits"),
                List.of("WAVE", "FLUX"),
                List.<Object[]>of(new Object[] {wave(5400, 0.1), new float[] {1, 2, 3}}),
                Map.of(),
                Map.of());

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(file))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("expected 1000 values in column FLUX, as in WAVE, found 3");
    }

    private static float[] wave(double start, double step) {
        var wave = new float[N];
        for (int i = 0; i < N; i++) {
            wave[i] = (float) (start + step * i);
        }
        return wave;
    }

    private static float[] ramp(double level) {
        var flux = new float[N];
        for (int i = 0; i < N; i++) {
            flux[i] = (float) (level * (1 + 1e-4 * i));
        }
        return flux;
    }

    private static float[] constant(float value) {
        var values = new float[N];
        Arrays.fill(values, value);
        return values;
    }
}
