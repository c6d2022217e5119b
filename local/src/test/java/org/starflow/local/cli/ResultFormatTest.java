package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class ResultFormatTest {

    private static final List<String> LABELS =
            List.of("teff", "logg", "fe_h", "vmic", "vbroad", "ca_fe", "mg_fe", "li_fe");

    private final StringWriter out = new StringWriter();

    @Test
    void csvGoesThroughAsItIs() throws Exception {
        // When
        long rows = ResultFormat.CSV.write(answer(), new PrintWriter(out));

        // Then
        assertThat(rows).isEqualTo(2);
        assertThat(out.toString().lines()).hasSize(3).startsWith(header()).contains("\"a,b\",,50,0,0.01," + labels());
    }

    @Test
    void jsonHasNumbersAndNulls() throws Exception {
        // When
        long rows = ResultFormat.JSON.write(answer(), new PrintWriter(out));

        // Then
        JsonNode first = new ObjectMapper().readTree(out.toString()).get(0);
        assertThat(rows).isEqualTo(2);
        assertThat(first.get("spectrum_id").asText()).isEqualTo("a,b");
        assertThat(first.get("target_id").isNull()).isTrue();
        assertThat(first.get("teff_map").isNumber()).isTrue();
    }

    @Test
    void tableShowsMapAndDeviationAndLeavesUnknownEmpty() throws Exception {
        // When
        long rows = ResultFormat.TABLE.write(answer(), new PrintWriter(out));

        // Then
        List<String> lines = out.toString().lines().toList();
        assertThat(rows).isEqualTo(2);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("a,b").contains("1234 ± 10");
        assertThat(lines.get(2)).startsWith("refused").doesNotContain("±");
    }

    @Test
    void anEmptyCatalogueIsNoError() throws Exception {
        // When / Then
        for (ResultFormat format : ResultFormat.values()) {
            assertThat(format.write(new BufferedReader(new StringReader(header() + "\n")), new PrintWriter(out)))
                    .isZero();
        }
    }

    private static BufferedReader answer() throws IOException {
        String unknown = ",".repeat(2 * LABELS.size() - 1);
        return new BufferedReader(new StringReader(
                header() + "\n\"a,b\",,50,0,0.01," + labels() + "\nrefused,T1,50,4,1," + unknown + "\n"));
    }

    private static String header() {
        return "spectrum_id,target_id,snr,flags,f_reject,"
                + LABELS.stream()
                        .flatMap(label -> Stream.of(label + "_map", label + "_std"))
                        .collect(Collectors.joining(","));
    }

    private static String labels() {
        return LABELS.stream().map(_ -> "1234.4,10.2").collect(Collectors.joining(","));
    }
}
