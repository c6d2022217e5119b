package org.starflow.local.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class StreamStatusTest {

    @Test
    void aBacklogIsToldWithItsEnd() throws IOException {
        assertThat(print("""
                {"at": "2026-11-26T03:00:00Z", "reason": null, "arrival_per_second": 2.0, "groups": [
                 {"group": "starflow-worker-m-1.0", "workers": 2, "lag": 900, "oldest_age_seconds": 75.2,
                  "consumption_per_second": 12.0, "drain_seconds": 90.0, "growing": false, "partitions": [
                   {"partition": 0, "lag": 900, "oldest_age_seconds": 75.2, "progress_age_seconds": 0.4}]}]}"""))
                .startsWith("starflow-worker-m-1.0, 2 workers: 900 spectra wait, the oldest for 1 min 15 s;"
                        + " 2.0/s arriving, 12.0/s done; done in 1 min 30 s.")
                .containsPattern("0 +900 +1 min 15 s +0\\.4 s");
    }

    @Test
    void aBacklogThatDoesNotShrinkIsSaidLoudly() throws IOException {
        assertThat(print("""
                {"at": "2026-11-26T03:00:00Z", "arrival_per_second": null, "groups": [
                 {"group": "none", "workers": 0, "lag": 1, "oldest_age_seconds": null, "consumption_per_second": 0.0,
                  "drain_seconds": null, "growing": true, "partitions": []}]}"""))
                .startsWith("No worker has ever been there: 1 spectrum waits; ?/s arriving, 0.0/s done;"
                        + " THE BACKLOG DOES NOT SHRINK.");
    }

    @Test
    void oldFiguresAreCalledOld() throws IOException {
        assertThat(print("""
                {"at": "2026-11-26T03:00:00Z", "reason": "The broker has been away since then; nothing is lost.",
                 "groups": []}"""))
                .contains(
                        "The broker has been away since then; nothing is lost. What follows is of 2026-11-26T03:00:00Z.");
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.4 s", "42, 42 s", "75.2, 1 min 15 s", "7512, 2 h 5 min", "180000, 2 d 2 h"})
    void durationsHaveTwoUnits(double seconds, String words) {
        assertThat(Durations.words(seconds)).isEqualTo(words);
    }

    private static String print(String json) throws IOException {
        StringWriter out = new StringWriter();
        new StreamStatus(new ObjectMapper().readTree(json)).print(new PrintWriter(out, true));
        return out.toString();
    }
}
