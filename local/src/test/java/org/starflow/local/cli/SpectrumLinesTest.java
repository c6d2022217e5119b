package org.starflow.local.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class SpectrumLinesTest {
    @TempDir
    private Path logs;

    @Test
    void aSpectrumIsFollowedThroughAllLogsInTheOrderOfTime() throws IOException {
        // Given
        write("sink.log", """
                {"timestamp":"2026-11-26T13:00:03.500Z","level":"DEBUG","message":"Result stored","fields":{"spectrum_id":"sun-1","record":"starflow.inferences/0/7"}}
                {"timestamp":"2026-11-26T13:00:03.600Z","level":"DEBUG","message":"Result stored","fields":{"spectrum_id":"sun-11"}}
                not json sun-1
                """);
        write("worker-1.log.1", """
                {"timestamp":"2026-11-26T13:00:02.123456789Z","level":"DEBUG","message":"Spectrum inferred","fields":{"spectrum_id":"sun-1","flags":"0"}}
                """);
        write("producer.log", """
                2026-11-26 13:00:01,250 INFO  [org.sta.pro.tel.SendTraces] (main) spectrum_id=sun-1 trace_id=ab record=0@3 Spectrum sent
                """);
        write("kafka.log", "sun-1");

        // When
        var out = new StringWriter();
        int found = SpectrumLines.print(logs, "sun-1", new PrintWriter(out, true));

        // Then
        assertThat(found).isEqualTo(3);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("producer").contains("Spectrum sent"),
                        line -> assertThat(line).contains("worker-1").contains("Spectrum inferred flags=0"),
                        line -> assertThat(line).contains("sink").contains("record=starflow.inferences/0/7"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(logs.resolve(name), text);
    }
}
