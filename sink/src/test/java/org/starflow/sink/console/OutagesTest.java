package org.starflow.sink.console;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.starflow.sink.dependency.Dependency;
import org.starflow.sink.dependency.DependencyState;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class OutagesTest {
    private static final Instant SINCE = Instant.parse("2026-11-26T22:00:00Z");

    @ParameterizedTest
    @EnumSource
    void whoeverReadsThatSomethingIsAwayReadsThatNothingIsLost(Dependency dependency) {
        // When
        var away = Outages.view(new DependencyState(dependency, false, SINCE, "Connection refused"));
        var back = Outages.view(new DependencyState(dependency, true, SINCE, null));

        // Then
        assertThat(away.since()).isEqualTo(SINCE);
        assertThat(away.reason()).isEqualTo("Connection refused");
        assertThat(away.effect()).startsWith("Nothing is lost: ");
        assertThat(back.effect()).isNull();
    }
}
