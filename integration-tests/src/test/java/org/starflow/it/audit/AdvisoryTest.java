package org.starflow.it.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdvisoryTest {
    private static final String TWO_INTERVALS = """
            {"id": "TEST-1", "affected": [{"package": {"ecosystem": "Maven", "name": "a:b"}, "ranges": [
              {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.11.4"},
                                               {"introduced": "2.0.0"}, {"last_affected": "2.3.1"}]}]}]}
            """;

    @ParameterizedTest
    @CsvSource({
        "a:b, 1.9.0, true",
        "a:b, 1.11.3, true",
        "a:b, 1.11.4, false",
        "a:b, 1.12.1, false",
        "a:b, 2.0.0, true",
        "a:b, 2.3.1, true",
        "a:b, 2.3.2, false",
        "a:b, 2.0.0-rc1, false",
        "a:c, 1.9.0, false"
    })
    void aVersionIsAffectedWithinAnInterval(String name, String version, boolean affected) throws Exception {
        // Given
        var advisory = new Advisory(new ObjectMapper().readTree(TWO_INTERVALS));

        // When / Then
        assertThat(advisory.affects(name, version)).isEqualTo(affected);
    }

    @Test
    void aWithdrawnAdvisoryAffectsNothing() throws Exception {
        // Given
        var advisory = new Advisory(new ObjectMapper()
                .readTree(
                        TWO_INTERVALS.replace("\"TEST-1\",", "\"TEST-1\", \"withdrawn\": \"2026-01-01T00:00:00Z\",")));

        // When / Then
        assertThat(advisory.affects("a:b", "1.9.0")).isFalse();
    }
}
