package org.starflow.producer.publish;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.producer.publish.FileReport.Status;
import org.starflow.producer.read.FitsFiles;
import org.starflow.producer.read.InputPaths;
import org.starflow.producer.reduce.ReductionOptions;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

/** A night's folder after a crash shortly before its end: what was sent is known, the rest is sent, memory stays flat. */
class TenThousandFilesTest {
    private static final int FILES = 10_000;
    private static final int LEFT = 8;
    private static final int EARLY = 2_000;
    /** Journal and summary have some hundred bytes for each file; files themselves are not kept. */
    private static final long GROWTH_BYTES = 16 << 20;

    @TempDir
    Path temporary;

    private final FakeSink sink = new FakeSink();
    private Path folder;
    private Path journal;

    @BeforeEach
    void aFolderAndTheJournalOfACrashedRun() throws Exception {
        folder = Files.createDirectory(temporary.resolve("night"));
        journal = temporary.resolve("journal.tsv");
        byte[] small = Files.readAllBytes(FitsFiles.image(
                temporary.resolve("small.fits"), noisy(), Map.of("CRVAL1", 5158.0, "CDELT1", 0.05), null));
        String sha =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(small));
        var lines = new StringBuilder();
        for (int i = LEFT; i < FILES; i++) {
            String id = "s" + i;
            Files.write(folder.resolve(id + ".fits"), small);
            lines.append(new JournalEntry(sink.cluster(), sink.topic(), sha, id, 0, i, 0).line())
                    .append('\n');
        }
        for (int i = 0; i < LEFT; i++) {
            TestFiles.write(folder.resolve("s" + i + ".fits"), i);
        }
        // The crash has torn the last line.
        lines.append("1\tfake\tspectra\tda39a3");
        Files.writeString(journal, lines, StandardCharsets.UTF_8);
    }

    @Test
    void areSentOnceEachAndLeaveNothingInMemory() throws Exception {
        // Given
        var reducer = TestFiles.reducer();
        var summary = new SendSummary();
        var heap = new HeapAfterFiles();

        // When
        try (Journal book = Journal.open(journal)) {
            var sender = new FileSender(() -> reducer, ReductionOptions.none(), book, sink);
            new SendRun(sender, 2).send(InputPaths.inFolder(folder), report -> {
                summary.add(report);
                heap.count();
            });
            heap.end();
        }

        // Then
        assertThat(summary.count(Status.SENT_BEFORE)).isEqualTo(FILES - LEFT);
        assertThat(sink.sent())
                .extracting(spectrum -> spectrum.getSpectrumId())
                .containsExactlyInAnyOrder("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7");
        assertThat(heap.growth()).isLessThan(GROWTH_BYTES);
        try (Journal book = Journal.open(journal)) {
            assertThat(List.of(0, 7)).allSatisfy(i -> assertThat(found(book, i)).isTrue());
        }
    }

    /** A constant flux would be taken for a filled-in gap. */
    private static float[] noisy() {
        var random = new SplittableRandom(1);
        var flux = new float[500];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = (float) (1 + 0.01 * random.nextGaussian());
        }
        return flux;
    }

    private boolean found(Journal book, int i) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve("s" + i + ".fits"));
            String sha = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return book.find(sink.cluster(), sink.topic(), sha, "s" + i).isPresent();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Used heap after a collection, early and at the end. */
    private static final class HeapAfterFiles {
        private int files;
        private long early;
        private long late;

        synchronized void count() {
            files++;
            if (files == EARLY) {
                early = used();
            }
        }

        synchronized void end() {
            late = used();
        }

        long growth() {
            assertThat(early).isPositive();
            return late - early;
        }

        private static long used() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }
    }
}
