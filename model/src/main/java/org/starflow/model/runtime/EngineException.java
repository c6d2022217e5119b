package org.starflow.model.runtime;

/** The engine cannot be opened or has failed as a whole: not the fault of a spectrum. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence that says what to do. */
    public EngineException(String message) {
        super(message);
    }

    /** With the error of ONNX Runtime. */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
