package org.starflow.producer.read;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BadFilesTest {
    @TempDir
    Path folder;

    private byte[] image;
    private byte[] table;

    @BeforeEach
    void sound() throws IOException {
        var flux = new float[1500];
        var wave = new float[1500];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = 1 + 0.01f * (i % 11);
            wave[i] = 5400 + 0.1f * i;
        }
        image = Files.readAllBytes(
                FitsFiles.image(folder.resolve("i.fits"), flux, Map.of("CRVAL1", 5400.0, "CDELT1", 0.1), flux.clone()));
        table = Files.readAllBytes(FitsFiles.table(
                folder.resolve("t.fits"),
                List.of("WAVE", "FLUX"),
                List.<Object[]>of(new Object[] {wave, flux}),
                Map.of(),
                Map.of()));
    }

    @Test
    void saysThatAFileVanished() {
        assertThatThrownBy(() -> SpectrumReader.read(folder.resolve("gone.fits")))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("gone.fits: expected a file, found nothing");
    }

    @Test
    void refusesEmptyFilesFoldersAndTornGzip() throws Exception {
        // Given
        Path empty = Files.createFile(folder.resolve("empty.fits"));
        Path torn = Files.write(folder.resolve("torn.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(empty)).hasMessageContaining("found an empty file");
        assertThatThrownBy(() -> SpectrumReader.read(torn)).hasMessageContaining("expected a complete gzip file");
        assertThatThrownBy(() -> SpectrumReader.read(folder)).isInstanceOf(ReadFailure.class);
    }

    @Test
    void saysWhereAFileIsTruncated() throws Exception {
        // Given
        Path file = Files.write(folder.resolve("cut.fits"), Arrays.copyOf(image, 2880 + 1000));
        Path header = Files.write(folder.resolve("head.fits"), Arrays.copyOf(image, 400));

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(file))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining(
                        "cut.fits: expected 6000 bytes of data in HDU 0, found 1000: the file is truncated");
        assertThatThrownBy(() -> SpectrumReader.read(header))
                .hasMessageContaining("expected a header that ends with END");
    }

    @Test
    void refusesASizeThatNoFileHas() throws Exception {
        // Given
        String text = new String(image, StandardCharsets.ISO_8859_1);
        String huge = text.replaceFirst("NAXIS1  =                 1500", "NAXIS1  =           2000000000");
        Path file = Files.write(folder.resolve("huge.fits"), huge.getBytes(StandardCharsets.ISO_8859_1));

        // When // Then
        assertThat(huge).isNotEqualTo(text);
        assertThatThrownBy(() -> SpectrumReader.read(file))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("expected 8000000000 bytes of data");
    }

    @Test
    void refusesFluxWithoutAGoodPixel() throws Exception {
        // Given
        var zero = new float[500];
        var nan = new float[500];
        Arrays.fill(nan, Float.NaN);
        Map<String, Object> keys = Map.of("CRVAL1", 5400.0, "CDELT1", 0.1);

        // When // Then
        for (float[] flux : List.of(zero, nan)) {
            Path file = FitsFiles.image(folder.resolve("f.fits"), flux, keys, null);
            assertThatThrownBy(() -> SpectrumReader.read(file))
                    .isInstanceOf(ReadFailure.class)
                    .hasMessageContaining("expected at least 100 pixels with a positive, finite flux, found 0 of 500");
        }
    }

    @Test
    void refusesTenMegabytesOfGarbage() throws Exception {
        // Given
        var garbage = new byte[10 << 20];
        new SplittableRandom(1).nextBytes(garbage);
        Path file = Files.write(folder.resolve("garbage.fits"), garbage);

        // When // Then
        assertThatThrownBy(() -> SpectrumReader.read(file))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("expected FITS (SIMPLE  =) or text");
    }

    @Test
    void anyBytesAreASpectrumOrARefusal() throws Exception {
        // Given
        var random = new SplittableRandom(20261126);
        Path file = folder.resolve("any.fits");

        // When
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes = round % 3 == 0 ? random(random) : mutated(random, round % 3 == 1 ? image : table);
            Files.write(file, bytes);
            try {
                assertThat(SpectrumReader.read(file).pixels().goodCount()).isPositive();
            } catch (ReadFailure e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file + ": expected ");
            }
        }

        // Then
        assertThat(refused).isGreaterThan(200);
    }

    private static byte[] random(SplittableRandom random) {
        var bytes = new byte[random.nextInt(1, 9000)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            byte[] magic = "SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(magic, 0, bytes, 0, Math.min(bytes.length, magic.length));
        }
        return bytes;
    }

    /** A sound file with bytes of its headers changed, or cut. */
    private static byte[] mutated(SplittableRandom random, byte[] sound) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(sound, random.nextInt(1, sound.length)) : sound.clone();
        int changes = random.nextInt(1, 12);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(Math.min(bytes.length, 5760))] = (byte) random.nextInt(32, 127);
        }
        return bytes;
    }
}
