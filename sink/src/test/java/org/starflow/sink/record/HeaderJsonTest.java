package org.starflow.sink.record;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

class HeaderJsonTest {
    @Test
    void everyByteComesBackInOrder() throws IOException {
        // Given
        var headers = new RecordHeaders()
                .add("text", "Prüfung".getBytes(StandardCharsets.UTF_8))
                .add("binary", new byte[] {0, (byte) 0xff, 7})
                .add("nul", "a\0b".getBytes(StandardCharsets.UTF_8))
                .add("null", null)
                .add("empty", new byte[0])
                .add("text", "again".getBytes(StandardCharsets.UTF_8));

        // When
        var read = HeaderJson.read(HeaderJson.write(headers));

        // Then
        assertThat(read).containsExactly(headers.toArray());
    }

    @Test
    void textIsReadable() {
        var headers = new RecordHeaders().add("code", "SNR_MISSING".getBytes(StandardCharsets.UTF_8));

        assertThat(HeaderJson.write(headers)).isEqualTo("[{\"key\":\"code\",\"value\":\"SNR_MISSING\"}]");
    }

    @Test
    void textThatTheDatabaseCanNotHoldIsMadeStorable() {
        assertThat(Storable.text("a\0b\uD800c")).isEqualTo("a\uFFFDb\uFFFDc");
        assertThat(Storable.text("\uD83D\uDD2D")).isEqualTo("\uD83D\uDD2D");
        assertThat(Storable.plain("\uD83D")).isFalse();
    }
}
