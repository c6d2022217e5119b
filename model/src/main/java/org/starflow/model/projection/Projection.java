package org.starflow.model.projection;

import org.starflow.schemas.RejectCode;

/** Outcome of projecting a spectrum onto the basis of the model. */
public sealed interface Projection permits ProjectedSpectrum, Projection.Refused {
    /** A spectrum that cannot be projected, with a sentence that says why. */
    record Refused(RejectCode code, String message) implements Projection {}
}
