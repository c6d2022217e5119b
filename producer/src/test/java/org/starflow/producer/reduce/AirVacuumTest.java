package org.starflow.producer.reduce;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AirVacuumTest {
    /** Vacuum and air wavelengths of the SDSS line list (classic.sdss.org, "vacuum wavelengths"). */
    @ParameterizedTest
    @CsvSource({
        "4862.721, 4861.363",
        "4960.295, 4958.911",
        "5008.239, 5006.843",
        "6564.614, 6562.801",
        "6585.27, 6583.45",
        "6718.29, 6716.44"
    })
    void agreesWithPublishedPairs(double vacuum, double air) {
        assertThat(AirVacuum.toAir(vacuum)).isCloseTo(air, within(0.01));
    }

    @Test
    void vacuumIsTheInverseOfAir() {
        for (double wavelength = 3000; wavelength < 10_000; wavelength += 37) {
            assertThat(AirVacuum.toVacuum(AirVacuum.toAir(wavelength))).isCloseTo(wavelength, within(1e-9));
        }
    }
}
