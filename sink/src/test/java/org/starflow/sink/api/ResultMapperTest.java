package org.starflow.sink.api;

import org.junit.jupiter.api.Test;
import org.starflow.schemas.ResultFlag;

import static org.assertj.core.api.Assertions.assertThat;

class ResultMapperTest {
    @Test
    void flagsComeInWordsAndUnknownBitsStayInTheWord() {
        // Given: two known bits, and one that belongs to a subscriber
        long word = ResultFlag.LOW_SNR.mask() | ResultFlag.AT_BOUND.mask() | 1L << 50;

        // When
        var flags = ResultMapper.flags(word);

        // Then
        assertThat(flags.word()).isEqualTo(word);
        assertThat(flags.names()).extracting(Views.Flag::name).containsExactly("LOW_SNR", "AT_BOUND");
        assertThat(flags.names().getFirst().meaning()).isEqualTo(ResultFlag.LOW_SNR.sentence());
    }
}
