package org.starflow.sink.store;

import org.junit.jupiter.api.Test;
import org.starflow.schemas.ResultColumns;
import org.starflow.sink.support.Inferences;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResultRowTest {
    @Test
    void valuesStandUnderTheirColumns() {
        // Given
        var inference = Inferences.of("s1", 2, 17).build();

        // When
        var row = ResultRow.of(Inferences.record(inference, 5));

        // Then
        assertThat(row.content()).hasSameSizeAs(ResultTable.CONTENT);
        var exported = ResultColumns.all().stream()
                .map(column -> row.content().get(ResultTable.CONTENT.indexOf(column)))
                .map(value -> value == null ? "" : value.toString())
                .toList();
        assertThat(exported).isEqualTo(ResultColumns.row(inference));
        assertThat(value(row, "source_offset")).isEqualTo(17L);
        assertThat(value(row, "reduction")).isEqualTo("{\"continuum\":\"degree 5\",\"medium\":\"vacuum to air\"}");
    }

    @Test
    void aResultWithoutEstimatesHasNulls() {
        // Given
        var inference = Inferences.of("s1", 2, 17)
                .setEstimates(Map.of())
                .setCorrelation(null)
                .setChi2(null)
                .build();

        // When
        var row = ResultRow.of(Inferences.record(inference, 5));

        // Then
        assertThat(value(row, "teff_map")).isNull();
        assertThat(value(row, "li_fe_flags")).isNull();
        assertThat(value(row, "correlation")).isNull();
        assertThat(value(row, "chi2_reduced")).isNull();
    }

    @Test
    void theHashTellsOtherContentAndNotTheRecord() {
        // Given
        var one = Inferences.of("s1", 2, 17).build();
        var same = Inferences.of("s1", 2, 17).build();
        var other = Inferences.of("s1", 2, 17).setCoverage(Math.nextUp(0.97)).build();

        // When
        var hash = ResultRow.of(Inferences.record(one, 5)).hash();

        // Then
        assertThat(ResultRow.of(Inferences.record(same, 99)).hash()).isEqualTo(hash);
        assertThat(ResultRow.of(Inferences.record(other, 5)).hash()).isNotEqualTo(hash);
    }

    @Test
    void correlationsFollowTheColumnsWhateverTheOrderOfTheRecord() {
        // Given: three labels in an order of their own; r(fe_h, logg) = 0, r(teff, logg) = 0.01, r(teff, fe_h) = 0.02
        var inference = Inferences.of("s1", 2, 17)
                .setLabelOrder(List.of("logg", "fe_h", "teff"))
                .setCorrelation(Inferences.correlation(3))
                .build();

        // When
        var packed = (float[]) value(ResultRow.of(Inferences.record(inference, 5)), "correlation");

        // Then
        assertThat(packed).hasSize(PackedCorrelation.LENGTH);
        assertThat(packed[PackedCorrelation.index(0, 1)]).isEqualTo(0.01f);
        assertThat(packed[PackedCorrelation.index(0, 2)]).isEqualTo(0.02f);
        assertThat(packed[PackedCorrelation.index(1, 2)]).isZero();
        assertThat(packed[PackedCorrelation.index(3, 0)]).isNaN();
    }

    @Test
    void aCorrelationOfTheWrongLengthIsRefused() {
        var inference = Inferences.of("s1", 2, 17)
                .setCorrelation(Inferences.correlation(77))
                .build();

        assertThatThrownBy(() -> ResultRow.of(Inferences.record(inference, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The correlation of 13 labels has 308 bytes; expected 312.");
    }

    private static Object value(ResultRow row, String column) {
        return row.content().get(ResultTable.CONTENT.indexOf(column));
    }
}
