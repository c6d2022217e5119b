package org.starflow.local.cli;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TextTableTest {

    @Test
    void numbersGoToTheRightAndTextsToTheLeft() {
        // Given
        TextTable table = new TextTable("name", "teff", "address", "share");
        table.add("Sun", "5777 ± 50", "127.0.0.1:1", "68 %");
        table.add("α Tau", "", "127.0.0.1:8082", "9 %");
        StringWriter out = new StringWriter();

        // When
        table.print(new PrintWriter(out));

        // Then
        assertThat(out.toString().lines())
                .containsExactly(
                        "name        teff  address         share",
                        "Sun    5777 ± 50  127.0.0.1:1      68 %",
                        "α Tau             127.0.0.1:8082    9 %");
    }

    @Test
    void aRowMustFitTheHeader() {
        // When / Then
        assertThatThrownBy(() -> new TextTable("a", "b").add(List.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row of 1 cells, expected 2");
    }
}
