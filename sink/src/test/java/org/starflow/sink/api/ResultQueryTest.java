package org.starflow.sink.api;

import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.sink.problem.ProblemException;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResultQueryTest {
    @Test
    void limitsBecomeConditionsWithParameters() {
        // When
        var conditions = query("teff_min", "5000", "teff_max", "6000", "fe_h_max", "-1", "target_id", "x' OR 1=1 --")
                .conditions();

        // Then
        assertThat(conditions.where())
                .isEqualTo(" WHERE teff_map >= ? AND teff_map <= ? AND fe_h_map <= ? AND target_id = ?");
        assertThat(conditions.values()).containsExactly(5000.0, 6000.0, -1.0, "x' OR 1=1 --");
    }

    @Test
    void withoutParametersThereAreNoConditions() {
        assertThat(query().conditions().where()).isEmpty();
    }

    @Test
    void goodMeansWithoutASeriousFlag() {
        var conditions = query("good", "true").conditions();

        assertThat(conditions.where()).isEqualTo(" WHERE flags & ? = 0");
        assertThat(conditions.values()).containsExactly(633L);
    }

    @Test
    void aPageGoesOnAfterTheLast() {
        var conditions = query("after", PageToken.write(List.of("s 7/ü"))).conditions();

        assertThat(conditions.values()).containsExactly("s 7/ü");
    }

    @ParameterizedTest
    @CsvSource({
        "tef_min, 5000, There is no parameter 'tef_min'.",
        "teff_min, hot, 'The parameter ''teff_min'' is a number, not ''hot''.'",
        "teff_min, NaN, 'The parameter ''teff_min'' is a number, not ''NaN''.'",
        "limit, 0, 'The parameter ''limit'' is an integer from 1 to 1000, not ''0''.'",
        "limit, 1e3, 'The parameter ''limit'' is an integer from 1 to 1000, not ''1e3''.'",
        "good, yes, 'The parameter ''good'' is true or false, not ''yes''.'",
        "format, xml, 'The parameter ''format'' is csv or json, not ''xml''.'",
        "after, abc, The parameter 'after' is not the 'next' of an earlier page."
    })
    void whatIsNotUnderstoodIsRefusedInASentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> query(name, value))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessage(sentence);
    }

    private static ResultQuery query(String... pairs) {
        var values = new MultivaluedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.add(pairs[i], pairs[i + 1]);
        }
        return new ResultQuery(values);
    }
}
