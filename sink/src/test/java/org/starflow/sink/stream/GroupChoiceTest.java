package org.starflow.sink.stream;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class GroupChoiceTest {
    private final GroupChoice choice = new GroupChoice();

    @Test
    void groupsWithMembersAreWatchedAndReplacedModelsAreNot() {
        // Given
        var members = Map.of("w-1.0", 0, "w-2.0", 3, "w-3.0", 1);

        // When
        var watched = choice.of(members, _ -> 0);

        // Then
        assertThat(watched).containsExactly("w-2.0", "w-3.0");
    }

    @Test
    void whenTheLastWorkerGoesItsGroupStays() {
        // Given
        choice.of(Map.of("w-1.0", 0, "w-2.0", 1), _ -> 0);

        // When: the older group has got further
        var watched = choice.of(Map.of("w-1.0", 0, "w-2.0", 0), group -> group.equals("w-1.0") ? 1000 : 10);

        // Then
        assertThat(watched).containsExactly("w-2.0");
    }

    @Test
    void afterARestartWithoutWorkersTheOneThatGotFurthestIsWatched() {
        // When
        var watched = choice.of(Map.of("w-1.0", 0, "w-2.0", 0), group -> group.equals("w-1.0") ? 1000 : 10);

        // Then
        assertThat(watched).containsExactly("w-1.0");
    }

    @Test
    void withoutAnyGroupEverythingIsBacklogOfNobody() {
        assertThat(choice.of(Map.of(), _ -> 0)).containsExactly(GroupChoice.NONE);
    }
}
