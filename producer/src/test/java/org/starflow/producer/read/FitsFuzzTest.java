package org.starflow.producer.read;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damaged files of every shape: a spectrum or a {@link ReadFailure} comes out, nothing else, in bounded memory and time.
 * {@code -Dstarflow.fuzz.rounds} makes it longer, {@code -Dstarflow.fuzz.seed} repeats one.
 */
class FitsFuzzTest {
    private static final int ROUNDS = Integer.getInteger("starflow.fuzz.rounds", 6_000);
    private static final long SEED = Long.getLong("starflow.fuzz.seed", 20_261_126L);
    private static final int PIXELS = 300;
    /** The library's own buffers, and a few objects for each byte of the file. */
    private static final long FIXED_BYTES = 24L << 20;

    private static final long BYTES_PER_BYTE = 400;
    private static final double CPU_SECONDS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<byte[]> FILES = new ArrayList<>();

    @BeforeAll
    static void makeFiles(@TempDir Path folder) throws IOException {
        var wave = new double[PIXELS];
        var flux = new float[PIXELS];
        var error = new float[PIXELS];
        var quality = new short[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            wave[i] = 5200 + i;
            flux[i] = 1 + 0.1f * (i % 7);
            error[i] = 0.01f;
        }
        FILES.add(Files.readAllBytes(FitsFiles.table(
                folder.resolve("arrays.fits"),
                List.of("WAVE", "FLUX", "ERR_FLUX", "QUAL"),
                List.<Object[]>of(new Object[] {wave, flux, error, quality}),
                Map.of("OBJECT", "star", "MJD-OBS", 60000.0),
                Map.of("SPECUID", "1"))));
        var rows = new ArrayList<Object[]>();
        for (int i = 0; i < PIXELS; i++) {
            rows.add(new Object[] {new double[] {wave[i]}, new float[] {flux[i]}});
        }
        FILES.add(Files.readAllBytes(
                FitsFiles.table(folder.resolve("rows.fits"), List.of("WAVE", "FLUX"), rows, Map.of(), Map.of())));
        FILES.add(Files.readAllBytes(FitsFiles.image(
                folder.resolve("image.fits"),
                flux,
                Map.of("CRVAL1", 5200.0, "CDELT1", 1.0, "CTYPE1", "AWAV", "CUNIT1", "Angstrom"),
                error)));
        var text = new StringBuilder("# wavelength flux error\n");
        for (int i = 0; i < PIXELS; i++) {
            text.append(wave[i]).append(' ').append(flux[i]).append(" 0.01\n");
        }
        FILES.add(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theFilesAreReadAsLongAsNobodyDamagesThem() throws Exception {
        for (byte[] file : FILES) {
            assertThat(SpectrumReader.read(source(file)).pixels().size()).isEqualTo(PIXELS);
        }
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        // Given
        var random = new SplittableRandom(SEED);
        int refused = 0;

        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new FitsMutator(random.split()).mutate(FILES.get(round % FILES.size()));
            long memory = THREADS.getCurrentThreadAllocatedBytes();
            long time = THREADS.getCurrentThreadCpuTime();

            // When
            refused += isRefused(bytes, round) ? 1 : 0;

            // Then
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - memory)
                    .as(() -> "bytes allocated for " + name(bytes))
                    .isLessThan(FIXED_BYTES + BYTES_PER_BYTE * bytes.length);
            assertThat((THREADS.getCurrentThreadCpuTime() - time) / 1e9)
                    .as(() -> "seconds of CPU for " + name(bytes))
                    .isLessThan(CPU_SECONDS);
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    private static boolean isRefused(byte[] bytes, int round) {
        try {
            SpectrumReader.read(source(bytes));
            return false;
        } catch (ReadFailure e) {
            assertThat(e.getMessage()).contains("fuzz.fits", "expected", "found");
            return true;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("Round " + round + " of seed " + SEED + ": " + name(bytes), e);
        }
    }

    private static SourceFile source(byte[] bytes) {
        return new SourceFile(Path.of("fuzz.fits"), "0", bytes);
    }

    /** The whole input, for a test of its own; small files make small texts. */
    private static String name(byte[] bytes) {
        return bytes.length + " bytes, in base 64 " + Base64.getEncoder().encodeToString(bytes);
    }
}
