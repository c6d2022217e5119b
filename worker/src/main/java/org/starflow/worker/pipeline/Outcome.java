package org.starflow.worker.pipeline;

/** What becomes of a record: exactly one result or one reject. */
sealed interface Outcome permits Inferred, Refused {
    SourceRecord source();
}
