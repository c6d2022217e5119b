package org.starflow.schemas.telemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogLevelsTest {
    private static final String CATEGORY = "org.starflow.schemas.telemetry.levels";

    private final LogLevels levels = new LogLevels();

    @Test
    void aLevelCountsAtOnceAndIsTakenBack() {
        // Given
        var logger = LoggerFactory.getLogger(CATEGORY + ".Below");
        boolean before = logger.isDebugEnabled();

        // When
        var change = levels.set(CATEGORY, "debug");
        boolean during = logger.isDebugEnabled();
        var changed = levels.changed();
        levels.set(CATEGORY, "DEFAULT");

        // Then
        assertThat(before).isFalse();
        assertThat(during).isTrue();
        assertThat(change).isEqualTo(new LogLevels.Change(CATEGORY, "INFO", "DEBUG"));
        assertThat(changed).isEqualTo(Map.of(CATEGORY, "DEBUG"));
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(levels.changed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a..b", "a\nb", "../x"})
    void aCategoryIsAName(String category) {
        assertThatThrownBy(() -> levels.set(category, "INFO")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownLevelIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> levels.set(CATEGORY, "LOUD"))
                .hasMessage("Expected a level of ERROR, WARN, INFO, DEBUG, DEFAULT.");
        assertThatThrownBy(() -> levels.set(CATEGORY, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
