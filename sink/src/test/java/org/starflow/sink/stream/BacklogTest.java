package org.starflow.sink.stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogTest {
    @ParameterizedTest(name = "{0} records, {1}/s arrive, {2}/s are done")
    @CsvSource({
        "0, 0, 0, 0, false",
        "0, 50, 0, 0, false",
        "6000, 0, 10, 600, false",
        "6000, 4, 10, 1000, false",
        "50, 10, 10, 5, false", // on their way, although as many arrive as are done
        "6000, 10, 10, NaN, true",
        "6000, 11, 10, NaN, true",
        "1, 0, 0, NaN, true", // nobody works
        "6000, NaN, NaN, NaN, false"
    })
    void timeUntilItIsGone(long lag, double arrival, double consumption, double seconds, boolean growing) {
        // When
        var backlog = Backlog.of(lag, arrival, consumption);

        // Then
        assertThat(backlog).isEqualTo(new Backlog(seconds, growing));
    }

    @Test
    void aSlowDrainIsNoGrowth() {
        assertThat(Backlog.of(4_000_000, 9.9, 10).growing()).isFalse();
    }
}
