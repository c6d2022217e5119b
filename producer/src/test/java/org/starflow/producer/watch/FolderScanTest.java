package org.starflow.producer.watch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class FolderScanTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void givesAFileOutOnceWhenItHasSettled() throws Exception {
        // Given
        var scan = new FolderScan(folder, Duration.ofSeconds(2));
        Path file = Files.writeString(folder.resolve("a.fits"), "half");

        // When // Then
        assertThat(scan.complete(0)).isEmpty();
        assertThat(scan.complete(SECOND)).isEmpty();
        Files.writeString(file, " and the rest", StandardOpenOption.APPEND);
        assertThat(scan.complete(2 * SECOND)).as("it is still growing").isEmpty();
        assertThat(scan.settling()).isEqualTo(1);
        assertThat(scan.complete(4 * SECOND)).containsExactly(file);
        assertThat(scan.complete(5 * SECOND)).isEmpty();
        assertThat(scan.settling()).isZero();
    }

    @Test
    void givesAFileOutAgainWhenItChanges() throws Exception {
        // Given
        var scan = new FolderScan(folder, Duration.ZERO);
        Path file = Files.writeString(folder.resolve("a.txt"), "one");
        scan.complete(0);

        // When
        Files.writeString(file, "another");

        // Then
        assertThat(scan.complete(SECOND)).containsExactly(file);
    }

    @Test
    void seesSubfoldersAndRenamesButNoPartialOrForeignFiles() throws Exception {
        // Given
        var scan = new FolderScan(folder, Duration.ZERO);
        Path night = Files.createDirectory(folder.resolve("night"));
        Files.writeString(night.resolve("b.fits.part"), "partial");
        Files.writeString(night.resolve(".hidden.fits"), "hidden");
        Files.writeString(night.resolve("log.json"), "{}");

        // When
        var before = scan.complete(0);
        Path renamed = Files.move(night.resolve("b.fits.part"), night.resolve("b.fits"));
        var after = scan.complete(SECOND);

        // Then
        assertThat(before).isEmpty();
        assertThat(after).containsExactly(renamed);
    }

    @Test
    void forgetsAFileThatVanishesBeforeItSettles() throws Exception {
        // Given
        var scan = new FolderScan(folder, Duration.ofSeconds(2));
        Path file = Files.writeString(folder.resolve("a.fits"), "x");
        scan.complete(0);

        // When
        Files.delete(file);

        // Then
        assertThat(scan.complete(3 * SECOND)).isEmpty();
        assertThat(scan.settling()).isZero();
    }
}
