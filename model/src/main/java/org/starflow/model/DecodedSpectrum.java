package org.starflow.model;

import org.starflow.schemas.RejectCode;
import org.starflow.v1.Spectrum;

/** What {@link SpectrumDecoder} made of a record. */
public sealed interface DecodedSpectrum {
    /** A spectrum that the model can read. */
    record Valid(Spectrum source, GridSpectrum grid) implements DecodedSpectrum {}

    /** A spectrum that the model refuses; the message says what was expected and what was found. */
    record Invalid(RejectCode code, String message) implements DecodedSpectrum {}
}
