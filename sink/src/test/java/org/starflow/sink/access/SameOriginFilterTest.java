package org.starflow.sink.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SameOriginFilterTest {
    private static final String HOST = "127.0.0.1:8082";

    @Test
    void programsPass() {
        assertThat(SameOriginFilter.objection(null, null, HOST, null)).isEmpty();
    }

    @Test
    void theConsolePasses() {
        assertThat(SameOriginFilter.objection("http://" + HOST, "same-origin", HOST, "1"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "http://evil.example, cross-site, 1",
                "http://evil.example, -, 1",
                "http://127.0.0.1:9999, same-site, 1",
                "http://127.0.0.1:9999, -, 1",
                "null, cross-site, -",
                "null, -, 1",
                "-, cross-site, 1",
                "not a uri, same-origin, 1"
            })
    void otherPagesDoNot(String origin, String site, String mark) {
        assertThat(SameOriginFilter.objection(origin, site, HOST, mark))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("another page"));
    }

    @Test
    void aFormOfTheSameHostDoesNot() {
        assertThat(SameOriginFilter.objection("http://" + HOST, "same-origin", HOST, null))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(SameOriginFilter.MARK));
    }
}
