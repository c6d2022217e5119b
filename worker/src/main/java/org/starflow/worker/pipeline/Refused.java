package org.starflow.worker.pipeline;

import org.starflow.schemas.RejectCode;

import java.util.Optional;

/** A record that is rejected, at whatever stage: the message says what was expected and what was found. */
record Refused(SourceRecord source, RejectCode code, String message, Optional<String> exceptionClass)
        implements Prepared, Outcome {
    Refused(SourceRecord source, RejectCode code, String message) {
        this(source, code, message, Optional.empty());
    }

    Refused(SourceRecord source, RejectCode code, String message, Throwable exception) {
        this(source, code, message, Optional.of(exception.getClass().getName()));
    }
}
