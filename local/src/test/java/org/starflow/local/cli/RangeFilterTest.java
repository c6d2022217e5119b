package org.starflow.local.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RangeFilterTest {

    @Test
    void bothEnds() {
        // When / Then
        assertThat(RangeFilter.parse("teff=5000..6000.5")).isEqualTo(Map.of("teff_min", "5000", "teff_max", "6000.5"));
    }

    @Test
    void oneEnd() {
        // When / Then
        assertThat(RangeFilter.parse("snr=50..")).isEqualTo(Map.of("snr_min", "50"));
        assertThat(RangeFilter.parse("fe_h=..-2.5")).isEqualTo(Map.of("fe_h_max", "-2.5"));
        assertThat(RangeFilter.parse("fe_h=-1...5")).isEqualTo(Map.of("fe_h_min", "-1", "fe_h_max", ".5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"teff", "teff=..", "teff=5000", "teff>5000", "=1..2", "teff=a..b"})
    void anythingElseIsExplained(String text) {
        // When / Then
        assertThatThrownBy(() -> RangeFilter.parse(text))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("teff=5000..6000")
                .hasMessageContaining("found " + text);
    }
}
