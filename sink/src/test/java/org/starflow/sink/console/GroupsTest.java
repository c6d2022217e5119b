package org.starflow.sink.console;

import org.junit.jupiter.api.Test;
import org.starflow.sink.stream.StreamView;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class GroupsTest {
    private static final String GROUP = "starflow-worker-cinn-1";
    private static final MemberWatch.Members MEMBERS =
            new MemberWatch.Members("stable", List.of(new ConsoleViews.Member("worker-1", "10.0.0.7", List.of(0))));

    @Test
    void figuresAndMembersMeet() {
        // When
        var group =
                Groups.of(stream(120, 4.0, 60.0, false), Map.of(GROUP, MEMBERS)).getFirst();

        // Then
        assertThat(group.trend()).isEqualTo("shrinking");
        assertThat(group.secondsLeft()).isEqualTo(60.0);
        assertThat(group.rateIn()).isEqualTo(2.0);
        assertThat(group.partitions().getFirst().member()).isEqualTo("worker-1");
        assertThat(group.partitions().getLast().member()).isNull();
        assertThat(group.partitions().getLast().quietSeconds()).isEqualTo(9.0);
    }

    @Test
    void whatGrowsHasNoTimeWhenItIsGone() {
        // When
        var group = Groups.of(stream(120, 1.0, Double.NaN, true), Map.of(GROUP, MEMBERS))
                .getFirst();

        // Then
        assertThat(group.trend()).isEqualTo("growing");
        assertThat(group.secondsLeft()).isNull();
    }

    @Test
    void whatIsNotKnownIsNotMadeUp() {
        // When
        var group =
                Groups.of(stream(120, Double.NaN, Double.NaN, false), Map.of()).getFirst();

        // Then
        assertThat(group.trend()).isEqualTo("unknown");
        assertThat(group.rateOut()).isNull();
        assertThat(group.state()).isEqualTo("not known");
        assertThat(group.partitions().getFirst().member()).isNull();
    }

    @Test
    void withoutABacklogNothingIsQuietForLong() {
        // When
        var group =
                Groups.of(stream(0, 4.0, 0.0, false), Map.of(GROUP, MEMBERS)).getFirst();

        // Then
        assertThat(group.trend()).isEqualTo("none");
        assertThat(group.secondsLeft()).isNull();
        assertThat(group.partitions().getLast().quietSeconds()).isNull();
    }

    private static StreamView stream(long lag, double consumption, double drain, boolean growing) {
        var partitions = List.of(
                new StreamView.Partition(0, 100, 100, 0, 0), new StreamView.Partition(1, 50, 50 + lag, 30, 9.0));
        var group = new StreamView.Group(GROUP, 1, lag, consumption, drain, growing, partitions);
        return new StreamView(Instant.EPOCH, 150 + lag, 2.0, List.of(group));
    }
}
