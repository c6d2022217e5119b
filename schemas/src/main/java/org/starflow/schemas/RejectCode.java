package org.starflow.schemas;

/** Why a record was rejected: the value of the header {@link RejectHeaders#ERROR_CODE}. A code never changes its meaning. */
public enum RejectCode {
    EMPTY_RECORD("The record has no value."),
    RECORD_TOO_LARGE("The record is larger than the worker accepts."),
    MALFORMED_RECORD("The bytes are not a record in Confluent wire format with a known magic byte, or do not decode."),
    UNKNOWN_SCHEMA("The schema registry does not know the record's schema, or it is not a spectrum's."),
    INVALID_ID("The spectrum has no identifier, or one of more than 200 characters."),
    WRONG_GRID("The windows are not those of the model grid."),
    WRONG_MEDIUM("Wavelengths are not given in the model's medium."),
    NOT_REST_FRAME("The spectrum is not in the rest frame of the star."),
    NOT_NORMALISED("The flux is not divided by the continuum."),
    WRONG_RESOLUTION("The resolving power is not that of the model."),
    INVALID_FLUX("The flux has no usable pixel: not a number, infinite or zero throughout."),
    IMPLAUSIBLE_FLUX("The flux is far from 1: it is not continuum-normalised."),
    SNR_MISSING("The spectrum has no signal-to-noise ratio."),
    SNR_INVALID("The signal-to-noise ratio is not a positive number, or is beyond reason."),
    LOW_COVERAGE("Too few good pixels inside the windows that the model uses."),
    INFERENCE_FAILED("The network gave numbers that are not finite for this spectrum.");

    private final String sentence;

    RejectCode(String sentence) {
        this.sentence = sentence;
    }

    /** What the code means, in words. */
    public String sentence() {
        return sentence;
    }
}
