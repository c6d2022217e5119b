package org.starflow.sink.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DownloadsTest {
    @Test
    void nothingOfAnIdentifierGetsIntoTheHeaderThatDoesNotBelongThere() {
        assertThat(Downloads.named("a/b\"\r\nSet-Cookie: x", "csv"))
                .isEqualTo("attachment; filename=\"a_b___Set-Cookie__x.csv\"");
    }
}
