package org.starflow.local.chaos;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScheduleTest {

    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedGivesTheSameSchedule() {
        // Given
        List<String> once = lines(new Schedule(7, ALL), 50);

        // When
        List<String> again = lines(new Schedule(7, ALL), 50);

        // Then
        assertThat(again).isEqualTo(once);
        assertThat(lines(new Schedule(8, ALL), 50)).isNotEqualTo(once);
    }

    @Test
    void everyKindComesBeforeAnyComesTwice() {
        // Given
        var schedule = new Schedule(3, ALL);

        // When
        var dealt = new ArrayList<FaultKind>();
        while (dealt.size() < ALL.size()) {
            schedule.next().forEach(planned -> dealt.add(planned.kind()));
        }

        // Then
        assertThat(dealt.subList(0, ALL.size())).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void faultsOfOneStepConcernDifferentParts() {
        // Given
        var schedule = new Schedule(5, ALL);

        // When
        List<List<Planned>> steps = Stream.generate(schedule::next).limit(300).toList();

        // Then
        assertThat(steps)
                .anyMatch(step -> step.size() == 2)
                .allSatisfy(step -> assertThat(step)
                        .extracting(planned -> planned.kind().part())
                        .doesNotHaveDuplicates());
    }

    @Test
    void kindsOfOnePartAloneStillMakeASchedule() {
        // Given
        var schedule = new Schedule(1, EnumSet.of(FaultKind.WORKER_KILL, FaultKind.WORKER_PAUSE));

        // When
        List<List<Planned>> steps = Stream.generate(schedule::next).limit(10).toList();

        // Then
        assertThat(steps).allSatisfy(step -> assertThat(step).hasSize(1));
    }

    @Test
    void victimsAndVariantsAreDrawnApart() {
        // Given
        var schedule = new Schedule(2, EnumSet.of(FaultKind.WORKER_KILL_AT_COMMIT));

        // When
        List<Planned> planned = IntStream.range(0, 200)
                .mapToObj(_ -> schedule.next().getFirst())
                .toList();

        // Then
        assertThat(planned.stream()
                        .map(p -> p.choose("victim", 2) + " " + p.choose("moment", 2) + " " + p.choose("arrives", 2))
                        .distinct())
                .hasSize(8);
    }

    @Test
    void labelsAreThoseOfTheCommandLine() {
        // When
        Set<FaultKind> kinds = FaultKind.parse(List.of("broker-kill", " worker-zombie"));

        // Then
        assertThat(kinds).containsExactly(FaultKind.WORKER_ZOMBIE, FaultKind.BROKER_KILL);
        assertThatThrownBy(() -> FaultKind.parse(List.of("broker-kil")))
                .hasMessageContaining("no fault is called broker-kil")
                .hasMessageContaining("broker-kill,");
    }

    private static List<String> lines(Schedule schedule, int steps) {
        return Stream.generate(schedule::next)
                .limit(steps)
                .flatMap(List::stream)
                .map(Planned::line)
                .toList();
    }
}
