package org.starflow.producer.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class TextReaderTest {
    private static final int N = 500;

    @TempDir
    Path folder;

    @Test
    void readsTwoColumnsInGzip() throws Exception {
        // Given
        Path file = folder.resolve("star.one.txt.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text("# comment\n", i -> line("%.3f %.4f", 5400 + 0.1 * i, 1 + 0.001 * i))
                    .getBytes(StandardCharsets.UTF_8));
        }

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.format()).isEqualTo(FileFormat.TEXT);
        assertThat(s.header().spectrumId()).isEqualTo("star.one");
        assertThat(s.pixels().size()).isEqualTo(N);
        assertThat(s.pixels().variance()).isNull();
    }

    @Test
    void readsCommasHeadingErrorsAndNanometres() throws Exception {
        // Given
        Path file = write("s.csv", "waveobs,flux,err\n", i -> line("%.4f,%.4f,0.02", 540 + 0.01 * i, 1 + 0.001 * i));

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.pixels().wavelength()[10]).isCloseTo(5401, within(1e-6));
        assertThat(s.pixels().variance()[0]).isCloseTo(4e-4, within(1e-9));
        assertThat(s.notes()).anyMatch(n -> n.contains("taken as nm"));
    }

    @Test
    void ignoresErrorsThatAreAllZeroAndThirdColumnsThatAreNone() throws Exception {
        // Given
        Path zero = write("z.txt", "", i -> line("%.3f %.4f 0.0", 5400 + 0.1 * i, 1 + 0.001 * i));
        Path continuum = write("c.txt", "", i -> line("%.3f %.4f 1.05", 5400 + 0.1 * i, 1 + 0.001 * i));

        // When
        Pixels fromZero = SpectrumReader.read(zero).pixels();
        ObservedSpectrum fromContinuum = SpectrumReader.read(continuum);

        // Then
        assertThat(fromZero.variance()).isNull();
        assertThat(fromZero.goodCount()).isEqualTo(N);
        assertThat(fromContinuum.pixels().variance()).isNull();
        assertThat(fromContinuum.notes()).anyMatch(n -> n.contains("third column ignored"));
    }

    @Test
    void sortsAndDropsRepeatedWavelengths() throws Exception {
        // Given
        Path file = write("d.txt", "", i -> line("%.3f %.4f", 5400 + 0.1 * (i % 250), 1 + 0.001 * i));

        // When
        ObservedSpectrum s = SpectrumReader.read(file);

        // Then
        assertThat(s.pixels().size()).isEqualTo(250);
        assertThat(s.pixels().wavelength()).isSorted();
        assertThat(s.notes()).anyMatch(n -> n.contains("not strictly increasing"));
    }

    @Test
    void isNotMisledByAHeadingThatLooksLikeARow() throws Exception {
        // Given
        Path file = write(
                "polarbase.s",
                "***Reduced spectrum of 'x'\n 210000 2\n",
                i -> line("%.4f %.4f", 540 + 0.01 * i, 1 + 0.001 * i));

        // When
        Pixels pixels = SpectrumReader.read(file).pixels();

        // Then
        assertThat(pixels.wavelength()[0]).isCloseTo(5400, within(1e-6));
    }

    @Test
    void refusesTextThatIsNoSpectrum() throws Exception {
        // Given
        Path prose = Files.writeString(folder.resolve("prose.txt"), "Once upon a time\n".repeat(300));

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(prose))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("prose.txt: expected FITS, or text with wavelength and flux");
    }

    private Path write(String name, String heading, IntFunction<String> line) throws IOException {
        return Files.writeString(folder.resolve(name), text(heading, line));
    }

    private static String text(String heading, IntFunction<String> line) {
        var text = new StringBuilder(heading);
        for (int i = 0; i < N; i++) {
            text.append(line.apply(i)).append('\n');
        }
        return text.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
