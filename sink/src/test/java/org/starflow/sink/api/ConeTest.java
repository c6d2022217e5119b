package org.starflow.sink.api;

import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.sink.problem.ProblemException;

import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConeTest {
    private static final Set<String> KNOWN = Set.of("ra", "dec", "radius");

    @Test
    void takesDegrees() {
        assertThat(Cone.of(parameters(Map.of("ra", "0", "dec", "-90", "radius", "0.001"))))
                .contains(new Cone(0, -90, 0.001));
    }

    @Test
    void nothingAskedIsNoCone() {
        assertThat(Cone.of(parameters(Map.of()))).isEmpty();
    }

    @Test
    void aCentreWithoutARadiusIsAMistake() {
        assertThatThrownBy(() -> Cone.of(parameters(Map.of("ra", "10", "dec", "10"))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'radius'");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 1, ra",
        "360.1, 0, 1, ra",
        "0, 90.1, 1, dec",
        "0, -91, 1, dec",
        "0, 0, 0, radius",
        "0, 0, -1, radius",
        "0, 0, 181, radius",
        "x, 0, 1, ra",
        "NaN, 0, 1, ra",
        "0, Infinity, 1, dec"
    })
    void othersAreRefusedByName(String ra, String dec, String radius, String name) {
        assertThatThrownBy(() -> Cone.of(parameters(Map.of("ra", ra, "dec", dec, "radius", radius))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("'" + name + "'");
    }

    private static Parameters parameters(Map<String, String> values) {
        return new Parameters(new MultivaluedHashMap<>(values), KNOWN);
    }
}
