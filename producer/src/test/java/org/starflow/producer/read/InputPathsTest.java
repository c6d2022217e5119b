package org.starflow.producer.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class InputPathsTest {
    @TempDir
    Path folder;

    @Test
    void expandsFilesFoldersAndPatternsOnce() throws Exception {
        // Given
        Path a = Files.createFile(folder.resolve("a.fits"));
        Path b = Files.createFile(Files.createDirectory(folder.resolve("sub")).resolve("b.txt.gz"));
        Files.createFile(folder.resolve("README.txt"));
        Files.createFile(folder.resolve("c.fits.tmp"));
        Path odd = Files.createFile(folder.resolve("odd.name"));

        // When
        List<Path> files = InputPaths.expand(List.of(
                odd.toString(),
                folder.toString(),
                folder + "/*.fits",
                folder.resolve("gone.fits").toString()));

        // Then
        assertThat(files).containsExactly(odd, a, b, folder.resolve("gone.fits"));
    }

    @Test
    void keepsAPatternThatMatchesNothingToBeReported() throws Exception {
        assertThat(InputPaths.expand(List.of(folder + "/*.fits"))).containsExactly(Path.of(folder + "/*.fits"));
    }
}
