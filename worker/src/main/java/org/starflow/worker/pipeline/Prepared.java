package org.starflow.worker.pipeline;

/** A record after decoding and projection. */
sealed interface Prepared permits Ready, Refused {
    SourceRecord source();
}
