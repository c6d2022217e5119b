package org.starflow.local.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class LogFilesTest {

    @TempDir
    private Path folder;

    @Test
    void everyStartKeepsTheLogsOfTheFiveBefore() throws Exception {
        // Given
        Path log = folder.resolve("kafka.log");

        // When
        for (int start = 1; start <= 8; start++) {
            LogFiles.rotate(log);
            Files.writeString(log, "start " + start);
        }

        // Then
        assertThat(log).hasContent("start 8");
        assertThat(folder.resolve("kafka.log.1")).hasContent("start 7");
        assertThat(folder.resolve("kafka.log.5")).hasContent("start 3");
        assertThat(folder.resolve("kafka.log.6")).doesNotExist();
    }

    @Test
    void tailGivesTheLastLinesWhateverTheirEncoding() throws Exception {
        // Given
        Path log = folder.resolve("sink.log");
        Files.write(log, new byte[] {'a', '\n', 'b', '\n', (byte) 0xff, '\n'});

        // When
        String tail = LogFiles.tail(log, 2);

        // Then
        assertThat(tail.lines()).hasSize(2).startsWith("b");
    }

    @Test
    void tailOfAMissingLogSaysSo() {
        // When / Then
        assertThat(LogFiles.tail(folder.resolve("none.log"), 3))
                .contains("no log")
                .contains("none.log");
    }
}
