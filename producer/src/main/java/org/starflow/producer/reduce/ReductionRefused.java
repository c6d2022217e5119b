package org.starflow.producer.reduce;

/** A spectrum that was read but cannot be brought to the model grid. The message says what was expected and found. */
public final class ReductionRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public ReductionRefused(String message) {
        super(message);
    }
}
