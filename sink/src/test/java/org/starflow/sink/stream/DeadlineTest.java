package org.starflow.sink.stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalTime;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-26T03:00:00Z, 2026-11-26T21:00:00Z",
        "2026-11-26T21:00:00Z, 2026-11-27T21:00:00Z",
        "2026-12-31T23:30:00Z, 2027-01-01T21:00:00Z"
    })
    void itIsTheNextTimeOfThatDay(Instant now, Instant deadline) {
        assertThat(new Deadline(LocalTime.of(21, 0)).after(now)).isEqualTo(deadline);
    }
}
