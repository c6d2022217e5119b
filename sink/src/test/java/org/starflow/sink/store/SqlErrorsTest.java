package org.starflow.sink.store;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.BatchUpdateException;
import java.sql.SQLException;

import static org.assertj.core.api.Assertions.assertThat;

class SqlErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "22021, true",
        "22P05, true",
        "23502, true",
        "54000, true",
        "08006, false",
        "57P01, false",
        "53100, false",
        "53300, false",
        "25006, false",
        "40001, false",
        "42P01, false",
        ", false"
    })
    void onlyTheDataAreTheRecordsFault(String state, boolean data) {
        assertThat(SqlErrors.isData(new SQLException("x", state))).isEqualTo(data);
    }

    @Test
    void theReasonOfABatchIsItsLast() {
        // Given
        var batch = new BatchUpdateException("Batch entry 3 was aborted", "22021", 0, new int[0]);
        batch.setNextException(new SQLException("invalid byte sequence\n  Where: somewhere", "22021"));

        // When
        String message = SqlErrors.message(batch);

        // Then
        assertThat(message).isEqualTo("invalid byte sequence");
        assertThat(SqlErrors.isData(batch)).isTrue();
    }
}
