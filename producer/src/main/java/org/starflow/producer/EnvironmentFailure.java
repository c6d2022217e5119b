package org.starflow.producer;

/** Something around the program is missing: the broker, the registry, the model package. Ends a command with code 3. */
public final class EnvironmentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence that says what to do. */
    public EnvironmentFailure(String message) {
        super(message);
    }

    /** With the error behind it. */
    public EnvironmentFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
