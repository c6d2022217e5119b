package org.starflow.sink.audit;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Outcome of an audit. */
public enum Verdict {
    /** Every input has one outcome, and every outcome its row. */
    @JsonProperty("consistent")
    CONSISTENT,
    /** Nothing is wrong, and something is still on its way. */
    @JsonProperty("in_progress")
    IN_PROGRESS,
    /** Something is missing, there twice, or without its row. */
    @JsonProperty("difference")
    DIFFERENCE;

    static Verdict of(long differences, boolean inProgress) {
        if (differences > 0) {
            return DIFFERENCE;
        }
        return inProgress ? IN_PROGRESS : CONSISTENT;
    }

    Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
