package org.starflow.model.engine;

import org.starflow.schemas.RejectCode;

/** Outcome of the inference of one spectrum. */
public sealed interface InferenceOutcome permits Posterior, InferenceOutcome.Failed {
    /** The network failed for this spectrum alone, with a sentence that says how. */
    record Failed(RejectCode code, String message) implements InferenceOutcome {}
}
