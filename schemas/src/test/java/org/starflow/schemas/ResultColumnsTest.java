package org.starflow.schemas;

import org.junit.jupiter.api.Test;
import org.starflow.v1.Inference;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ResultColumnsTest {
    @Test
    void columnsAreInTheFixedOrder() {
        assertThat(ResultColumns.all()).hasSize(6 + 13 * 9);
        assertThat(String.join(",", ResultColumns.all()))
                .startsWith("spectrum_id,target_id,snr,flags,f_reject,chi2_reduced,teff_map,teff_mean,teff_std,"
                        + "teff_q025,teff_q16,teff_q50,teff_q84,teff_q975,teff_corrected,logg_map")
                .endsWith("li_fe_q84,li_fe_q975,li_fe_corrected");
    }

    @Test
    void aRowHasAValueForEachColumn() {
        // When
        var row = ResultColumns.row(Examples.fullInference());
        // Then
        assertThat(row).hasSameSizeAs(ResultColumns.all());
        assertThat(value(row, "chi2_reduced")).isEqualTo("1.25");
        assertThat(value(row, "flags")).isEqualTo("516");
        assertThat(value(row, "logg_q16")).isEqualTo("1.75");
        assertThat(value(row, "li_fe_corrected")).isEqualTo("12.9375");
    }

    @Test
    void whatIsUnknownIsEmpty() {
        // When
        var row = ResultColumns.row(Examples.sparseInference());
        // Then
        assertThat(row.subList(0, 6)).containsExactly("étoile-1", "", "20.0", "16", "1.0", "");
        assertThat(row.subList(6, row.size())).containsOnly("");
        var noEstimates = Inference.newBuilder(Examples.sparseInference())
                .setEstimates(Map.of())
                .build();
        assertThat(ResultColumns.row(noEstimates)).isEqualTo(row);
        var noDegrees =
                Inference.newBuilder(Examples.fullInference()).setChi2Dof(0).build();
        assertThat(ResultColumns.reducedChi2(noDegrees)).isNull();
    }

    @Test
    void flagsAreBitsOfTheirOwn() {
        var all = EnumSet.allOf(ResultFlag.class);
        assertThat(Long.bitCount(ResultFlag.word(all))).isEqualTo(all.size());
        assertThat(ResultFlag.of(ResultFlag.word(all) | 1L << 60)).isEqualTo(all);
        assertThat(all).allSatisfy(flag -> assertThat(flag.bit()).isBetween(0, 47));
        var labelFlags = EnumSet.allOf(LabelFlag.class);
        int word = labelFlags.stream().mapToInt(LabelFlag::mask).reduce(0, (a, b) -> a | b);
        assertThat(Integer.bitCount(word)).isEqualTo(labelFlags.size());
        assertThat(LabelFlag.of(word | 1 << 30)).isEqualTo(labelFlags);
    }

    private static String value(List<String> row, String column) {
        return row.get(ResultColumns.all().indexOf(column));
    }
}
