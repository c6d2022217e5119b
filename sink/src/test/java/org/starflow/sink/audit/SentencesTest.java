package org.starflow.sink.audit;

import org.junit.jupiter.api.Test;
import org.starflow.sink.broker.Broker;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SentencesTest {
    private static final RowAudit FINE = new RowAudit(90, 90, 0, List.of(), 0);

    @Test
    void aDifferenceIsNamed() {
        // Given
        var lost = new RowAudit(90, 88, 2, List.of("s1", "s2"), 0);
        var partition =
                new PartitionAudit(3, 0, 100, 100L, 100, 89, 10, 0, 0, 0, 0, 1, List.of(), 0, 0, List.of(), false);
        var model = new ModelAudit("tiny", "1", Verdict.DIFFERENCE, true, List.of(partition), lost, FINE);

        // When
        var report = Sentences.report(List.of(model), 0, 0, Instant.EPOCH);

        // Then
        assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENCE);
        assertThat(report.sentence())
                .isEqualTo("Difference: 1 inputs without an outcome in partition 3; 2 results without a row.");
        assertThat(model.differences()).isEqualTo(3);
    }

    @Test
    void withoutAnyModelEveryInputWaits() {
        // Given
        var account = Unclaimed.account(Map.of(0, new Broker.Range(10, 15)));

        // When
        var report = Sentences.report(List.of(account), 0, 0, Instant.EPOCH);

        // Then
        assertThat(report.verdict()).isEqualTo(Verdict.IN_PROGRESS);
        assertThat(report.sentence()).contains("5 inputs wait for the workers");
    }

    @Test
    void anEmptyTopicIsConsistent() {
        var account = Unclaimed.account(Map.of(0, new Broker.Range(0, 0)));

        assertThat(Sentences.report(List.of(account), 0, 0, Instant.EPOCH).verdict())
                .isEqualTo(Verdict.CONSISTENT);
    }
}
