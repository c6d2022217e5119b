package org.starflow.model;

/** A model package cannot be used. The message names the file, what was expected and what was found. */
public final class ModelPackageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence that names file, expected and found. */
    public ModelPackageException(String message) {
        super(message);
    }

    /** With the error that reading the file met. */
    public ModelPackageException(String message, Throwable cause) {
        super(message, cause);
    }
}
