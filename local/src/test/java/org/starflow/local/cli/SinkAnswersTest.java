package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

/** What the launcher makes of the sink's answers. */
class SinkAnswersTest {

    private static final String AUDIT = """
            {"verdict": "%s", "sentence": "That is so.", "models": [{
              "model": "cinn", "version": "1.0.0",
              "partitions": [
                {"partition": 0, "inputs": 10, "inferred": 8, "rejected": 1, "waiting": 0, "in_flight": 0, "missing": 1,
                 "missing_ranges": [{"from": 4, "to": 5}], "duplicates": 0, "duplicate_offsets": []},
                {"partition": 1, "inputs": 5, "inferred": 5, "rejected": 0, "waiting": 0, "in_flight": 0, "missing": 0,
                 "missing_ranges": [], "duplicates": 1, "duplicate_offsets": [3]}],
              "results": {"ledger": 13, "rows": 12, "lost": 1, "lost_examples": ["a"], "unaccounted": 0},
              "rejects": {"ledger": 1, "rows": 1, "lost": 0, "lost_examples": [], "unaccounted": 2}}]}""";

    private final StringWriter out = new StringWriter();

    @Test
    void everyDifferenceOfTheLedgerIsNamed() throws Exception {
        // Given
        Ledger ledger = new Ledger(json(AUDIT.formatted("difference")));

        // When
        ledger.print(new PrintWriter(out));

        // Then
        assertThat(ledger.isComplete()).isFalse();
        assertThat(out.toString().lines().filter(line -> line.startsWith("DIFFERENCE")))
                .containsExactly(
                        "DIFFERENCE: partition 0: no outcome for offsets 4 to 4",
                        "DIFFERENCE: partition 1: more than one outcome for offsets [3]",
                        "DIFFERENCE: 1 entries of the ledger have no row in results: [\"a\"]",
                        "DIFFERENCE: 2 rows of rejects are not in the ledger");
        assertThat(out.toString()).containsPattern("all +15 +13 +1 +0 +0 +1 +1").endsWith("That is so.\n");
    }

    @Test
    void onlyAConsistentLedgerIsComplete() throws Exception {
        // When / Then
        assertThat(new Ledger(json(AUDIT.formatted("consistent"))).isComplete()).isTrue();
        assertThat(new Ledger(json(AUDIT.formatted("in_progress"))).isComplete())
                .isFalse();
        assertThat(new Ledger(json(AUDIT.formatted("in_progress"))).isInProgress())
                .isTrue();
        assertThat(new Ledger(json("{}")).isComplete()).isFalse();
    }

    @Test
    void rejectsShowPlaceCodeAndReason() throws Exception {
        // Given
        JsonNode page = json("""
                {"total": 7, "rejects": [{"partition": 2, "offset": 17, "code": "BAD_BYTES", "key": "HD1",
                  "spectrum_id": null, "reason": "magic byte: expected 0, found 7\\nmore",
                  "rejected_at": "2026-11-26T10:00:00.123456Z", "replayed_at": null}]}""");

        // When
        RejectTable.print(page, new PrintWriter(out));

        // Then
        assertThat(out.toString().lines().toList().get(1))
                .startsWith("2/17")
                .contains("BAD_BYTES", "HD1", "2026-11-26T10:00:00Z", "found 7")
                .doesNotContain("more");
        assertThat(out.toString()).contains("1 of 7 shown");
    }

    @Test
    void statusSaysWhyTheSinkWaits() throws Exception {
        // Given
        CatalogueStatus status = new CatalogueStatus(json("""
                {"state": "waiting", "reason": null, "database": {"reachable": false, "reason": "connection refused"},
                 "broker": {"reachable": true}, "counts": null, "models": null}"""));

        // When
        status.print(new PrintWriter(out, true));

        // Then
        assertThat(status.isHealthy()).isFalse();
        assertThat(out.toString()).isEqualTo("The sink is waiting: connection refused\n");
    }

    @Test
    void statusCountsRowsAndRejects() throws Exception {
        // Given
        CatalogueStatus status = new CatalogueStatus(json("""
                {"state": "consuming", "database": {"reachable": true}, "broker": {"reachable": true},
                 "counts": {"results": 12, "rejects": 3, "quarantined": 0, "rejects_by_code": {"BAD_BYTES": 3}},
                 "models": [{"name": "cinn", "version": "1.0.0", "results": 12, "last_seen": "now"}]}"""));

        // When
        status.print(new PrintWriter(out, true));

        // Then
        assertThat(status.isHealthy()).isTrue();
        assertThat(status.stored()).isEqualTo(15);
        assertThat(out.toString())
                .contains("Database: 12 results, 3 rejects (3 BAD_BYTES)\n")
                .contains("Model cinn 1.0.0: 12 results");
    }

    @Test
    void workersTellWhatTheyHaveProcessed() {
        // Given
        String metrics = """
                # TYPE starflow_worker_records counter
                starflow_worker_records_total{outcome="abandoned"} 4.0
                starflow_worker_records_total{outcome="inferred"} 1.2E3
                starflow_worker_records_total{outcome="rejected"} 3.0
                """;

        // When / Then
        assertThat(ServiceHealth.processed(metrics)).isEqualTo("1200 inferred, 3 rejected");
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
