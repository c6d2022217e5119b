package org.starflow.sink.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CsvTest {
    @Test
    void onlyFieldsThatNeedItAreQuoted() {
        assertThat(Csv.field("HD 122563")).isEqualTo("HD 122563");
        assertThat(Csv.field("a,b")).isEqualTo("\"a,b\"");
        assertThat(Csv.field("the \"Sun\"")).isEqualTo("\"the \"\"Sun\"\"\"");
        assertThat(Csv.field("two\nlines")).isEqualTo("\"two\nlines\"");
    }
}
