package org.starflow.local.cli;

import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RecoveryTest {

    private static final String TRUTH = """
            spectrum_id,snr,teff,fe_h
            a,50,5000,0.0
            b,50,6000,-1.0
            lost,50,4500,-2.0
            """;

    private static final String RESULTS = """
            spectrum_id,teff_map,teff_q16,teff_q84,fe_h_map,fe_h_q16,fe_h_q84
            b,6000,5950,6050,,,
            a,5100,5050,5150,0.1,-0.1,0.2
            other,1,1,1,1,1,1
            """;

    @Test
    void biasAndSigmaAreThoseOfMapMinusTruth() throws Exception {
        // When
        Recovery teff = recoveries().getFirst();

        // Then
        assertThat(teff.label()).isEqualTo("teff");
        assertThat(teff.stars()).isEqualTo(2);
        assertThat(teff.bias()).isEqualTo(50, within(1e-9));
        assertThat(teff.sigma()).isEqualTo(50, within(1e-9));
        assertThat(teff.covered()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void starsWithoutAValueAreNotCounted() throws Exception {
        // When
        Recovery metallicity = recoveries().getLast();

        // Then
        assertThat(metallicity.stars()).isEqualTo(1);
        assertThat(metallicity.bias()).isEqualTo(0.1, within(1e-9));
        assertThat(metallicity.covered()).isEqualTo(1, within(1e-9));
    }

    @Test
    void tableNamesUnits() throws Exception {
        // Given
        StringWriter out = new StringWriter();

        // When
        Recovery.print(recoveries(), new PrintWriter(out));

        // Then
        assertThat(out.toString().lines().toList().get(1)).matches("teff +K +\\+50 +50 +50 % +2");
    }

    private static List<Recovery> recoveries() throws Exception {
        return Recovery.of(new StringReader(TRUTH), new StringReader(RESULTS));
    }
}
