package org.starflow.sink.science;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class NightTest {
    // MJD 61370 is 2026-11-26.
    @ParameterizedTest
    @CsvSource({"61370.95, 2026-11-26", "61371.3, 2026-11-26", "61370.49, 2026-11-25"})
    void eveningAndMorningAreOneNight(double mjd, LocalDate evening) {
        assertThat(Night.of(mjd)).isEqualTo(Night.of(evening));
        assertThat(mjd).isBetween(Night.of(mjd).begin(), Night.of(mjd).end());
    }

    @Test
    void theShiftIsInHalfWidthsOfTheReference() {
        // Given
        var reference = new NightSummary.Spread(5000, 5500, 6000);

        // When / Then
        assertThat(new NightSummary.Spread(5500, 6000, 6500).shiftFrom(reference))
                .isEqualTo(1, within(1e-9));
        assertThat(reference.shiftFrom(new NightSummary.Spread(5500, 5500, 5500)))
                .isNaN();
    }
}
