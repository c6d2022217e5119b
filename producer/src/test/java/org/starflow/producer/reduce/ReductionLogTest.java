package org.starflow.producer.reduce;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReductionLogTest {

    @Test
    void stepsKeepTheOrderInWhichTheyWereDone() {
        // Given
        var log = new ReductionLog();
        List<String> steps = List.of("resolution", "velocity", "continuum", "grid", "noise", "medium");

        // When
        steps.forEach(step -> log.say(step, "done"));
        log.say("velocity", "again");

        // Then: in every process alike, so that a file gives the same bytes in each
        assertThat(log.steps().keySet()).containsExactlyElementsOf(steps);
        assertThat(log.steps()).containsEntry("velocity", "done; again");
    }
}
