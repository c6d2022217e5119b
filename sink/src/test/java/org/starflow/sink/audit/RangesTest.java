package org.starflow.sink.audit;

import org.junit.jupiter.api.Test;
import org.starflow.sink.broker.OffsetRange;

import java.util.List;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RangesTest {
    private static final List<OffsetRange> GAPS = List.of(new OffsetRange(3, 5), new OffsetRange(10, 14));

    @Test
    void aRangeIsCutWhereItIsAsked() {
        assertThat(Ranges.below(GAPS, 12)).containsExactly(new OffsetRange(3, 5), new OffsetRange(10, 12));
        assertThat(Ranges.from(GAPS, 12)).containsExactly(new OffsetRange(12, 14));
    }

    @Test
    void bothSidesTogetherAreEverything() {
        for (long offset = 0; offset < 16; offset++) {
            long sum = Ranges.size(Ranges.below(GAPS, offset)) + Ranges.size(Ranges.from(GAPS, offset));
            assertThat(sum).isEqualTo(6);
        }
    }

    @Test
    void neighboursAreJoined() {
        assertThat(Ranges.of(new TreeSet<>(List.of(0L, 1L, 2L, 7L, 9L, 10L))))
                .containsExactly(new OffsetRange(0, 3), new OffsetRange(7, 8), new OffsetRange(9, 11));
        assertThat(Ranges.of(new TreeSet<>())).isEmpty();
        assertThat(Ranges.of(new TreeSet<>(List.of(5L)))).containsExactly(new OffsetRange(5, 6));
    }

    @Test
    void anEmptyRangeIsNoRange() {
        assertThatThrownBy(() -> new OffsetRange(4, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
